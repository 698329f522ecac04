import { clockNow, realNow, toDate } from "@/lib/clock";
import { type LineWriter, loadLineWriters } from "@/lib/mail/digest-lines";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { hasUnread, lockReader } from "@/lib/server/feed/read";
import { closeDigest, countDigestLines, type DigestCount, lockDueDigest } from "@/lib/server/store/digests";
import { ringOffices } from "@/lib/server/store/notifications";
import { listOfficeCompanies } from "@/lib/server/store/outbox-events";
import { type DigestContent, mailDigest } from "./digest-mails";

/**
 * Sends one digest that is due and closes it, in one transaction: killed at any point, it is sent once. Answers false
 * where none is due. A digest of endings waits until its run is closed and the reader has taken every ending.
 */
export async function sendDueDigest(): Promise<boolean> {
  const writerOf = await loadLineWriters();
  const now = toDate(realNow());
  return inSystemTransaction(async (tx) => {
    await lockReader(tx, "bell");
    const hasAllEndings = !(await hasUnread(tx, "bell", "package.expired"));
    const digest = await lockDueDigest(tx, { now, hasAllEndings });
    if (!digest) return false;
    const [company] = await listOfficeCompanies(tx, [digest.companyId]);
    const counts = await countDigestLines(tx, digest.id);
    if (company && counts.length > 0) await tell(tx, { digest, company, counts }, writerOf);
    await closeDigest(tx, digest.id, now);
    return true;
  });
}

async function tell(
  tx: Transaction,
  content: DigestContent,
  writerOf: (locale: string | null) => LineWriter,
): Promise<void> {
  const { kind } = content.digest;
  if (kind === "ENDED" || kind === "DEALERS_ENDED") await ringEndings(tx, content);
  if (kind !== "DEALERS_ENDED") await mailDigest(tx, content, writerOf);
}

/** One line for everything a run has ended at a company, or at a reseller's dealers. */
async function ringEndings(tx: Transaction, { digest, company, counts }: DigestContent): Promise<void> {
  const at = toDate(clockNow(company.offsetMs));
  const isOwn = digest.kind === "ENDED";
  const notice = {
    kind: "package.expired" as const,
    data: {
      n: counts.reduce((sum, count) => sum + count.n, 0),
      month: digest.month ?? "",
      company: isOwn ? company.name : firstOf(counts),
    },
    href: isOwn ? `/c/${company.slug}/objects?tile=activation-required` : `/r/${company.slug}`,
    groupKey: `ended:${digest.id}`,
    at,
    companyId: company.id,
    exceptAccountId: null,
    alsoAccountId: null,
  };
  await ringOffices(tx, [notice], toDate(realNow()));
}

/** Names three dealers of an ending; the mail of the day has them all. */
function firstOf(counts: readonly DigestCount[]): string {
  const names = counts.slice(0, 3).map(({ company }) => company);
  return [...names, ...(counts.length > names.length ? ["…"] : [])].join(", ");
}
