import { clockNow, realNow, toDate } from "@/lib/clock";
import { formatDate, formatMonth } from "@/lib/i18n/format";
import { type LineWriter, loadLineWriters } from "@/lib/mail/digest-lines";
import type { MailData } from "@/lib/mail/templates";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { hasUnread, lockReader } from "@/lib/server/feed/read";
import { postMail } from "@/lib/server/mail";
import {
  closeDigest,
  countDigestLines,
  type DigestCount,
  type DigestHub,
  type DueDigest,
  listDigestHubs,
  lockDueDigest,
} from "@/lib/server/store/digests";
import { ringOffices } from "@/lib/server/store/notifications";
import { listOfficeCompanies, listOfficeReaders, type OfficeCompany } from "@/lib/server/store/outbox-events";

/** So many lines a digest tells one by one; the rest is counted. */
export const digestLineLimit = 30;

type Content = { digest: DueDigest; company: OfficeCompany; counts: DigestCount[]; hubs: DigestHub[]; n: number };

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
    const n = counts.reduce((sum, count) => sum + count.n, 0);
    const hubs = await listDigestHubs(tx, digest.id, digestLineLimit);
    if (company && n > 0) await tell(tx, { digest, company, counts, hubs, n }, writerOf);
    await closeDigest(tx, digest.id, now);
    return true;
  });
}

async function tell(tx: Transaction, content: Content, writerOf: (locale: string | null) => LineWriter): Promise<void> {
  const { kind } = content.digest;
  if (kind === "ENDED" || kind === "DEALERS_ENDED") await ringEndings(tx, content);
  if (kind !== "DEALERS_ENDED") await mailDigest(tx, content, writerOf);
}

/** One line for everything a run has ended at a company, or at a reseller's dealers. */
async function ringEndings(tx: Transaction, { digest, company, counts, n }: Content): Promise<void> {
  const at = toDate(clockNow(company.offsetMs));
  const isOwn = digest.kind === "ENDED";
  const notice = {
    kind: "package.expired",
    data: {
      n,
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

async function mailDigest(
  tx: Transaction,
  content: Content,
  writerOf: (locale: string | null) => LineWriter,
): Promise<void> {
  const { company, digest } = content;
  const at = toDate(clockNow(company.offsetMs));
  for (const { email, locale, accountId } of await listOfficeReaders(tx, [company.id])) {
    const to = { to: email, locale, companyId: company.id, accountId, at };
    const write = writerOf(locale);
    if (digest.kind === "ENDED") {
      await postMail(tx, { ...to, template: "services-ended", data: endedData(content, write, locale ?? "en") });
    } else {
      await postMail(tx, { ...to, template: "day-digest", data: dayData(content, write, locale ?? "en") });
    }
  }
}

function endedData(
  { company, digest, hubs, n }: Content,
  write: LineWriter,
  locale: string,
): MailData["services-ended"] {
  return {
    company: company.name,
    n,
    month: digest.month ? formatMonth(digest.month, locale) : "",
    lines: write.hubs(hubs, n - hubs.length),
    linkPath: `/c/${company.slug}/objects?tile=activation-required`,
  };
}

function dayData(content: Content, write: LineWriter, locale: string): MailData["day-digest"] {
  const { company, digest, counts, hubs, n } = content;
  const isOwn = digest.kind === "DAY";
  return {
    company: company.name,
    day: formatDate(digest.period, locale),
    lines: isOwn ? write.acts(hubs, n - hubs.length) : write.dealers(counts),
    linkPath: isOwn ? `/c/${company.slug}/objects` : `/r/${company.slug}`,
  };
}
