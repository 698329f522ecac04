import { clockNow, toDate } from "@/lib/clock";
import { topicOfEvent } from "@/lib/domain/notification-topics";
import { formatDate, formatMonth } from "@/lib/i18n/format";
import type { LineWriter } from "@/lib/mail/digest-lines";
import type { MailData } from "@/lib/mail/templates";
import type { Transaction } from "@/lib/server/context";
import type { PackageEventKind } from "@/lib/server/feed/kinds";
import { postMail } from "@/lib/server/mail";
import { type DigestCount, type DigestHub, type DueDigest, listDigestHubs } from "@/lib/server/store/digests";
import { mutedOf } from "@/lib/server/store/muted-topics";
import { listOfficeReaders, type OfficeCompany } from "@/lib/server/store/outbox-events";

/** So many lines a digest tells one by one; the rest is counted. */
export const digestLineLimit = 30;

/** A digest that is due, whose it is, and what it tells. */
export type DigestContent = { digest: DueDigest; company: OfficeCompany; counts: DigestCount[] };

/** What of a digest one person wants to read: the first lines, and how many there are. */
type OwnContent = DigestContent & { hubs: DigestHub[]; n: number };

/**
 * Mails a digest to owner and managers of its company, each with what that person has not switched off; who has
 * switched all of it off gets none.
 */
export async function mailDigest(
  tx: Transaction,
  content: DigestContent,
  writerOf: (locale: string | null) => LineWriter,
): Promise<void> {
  const { company, digest } = content;
  const at = toDate(clockNow(company.offsetMs));
  for (const { email, locale, accountId } of await listOfficeReaders(tx, [company.id])) {
    const own = await narrow(tx, content, accountId);
    if (own.n === 0) continue;
    const to = { to: email, locale, companyId: company.id, accountId, at };
    const write = writerOf(locale);
    if (digest.kind === "ENDED") {
      await postMail(tx, { ...to, template: "services-ended", data: endedData(own, write, locale ?? "en") });
    } else {
      await postMail(tx, { ...to, template: "day-digest", data: dayData(own, write, locale ?? "en") });
    }
  }
}

async function narrow(tx: Transaction, content: DigestContent, accountId: string): Promise<OwnContent> {
  const kinds: PackageEventKind[] = [...new Set(content.counts.map(({ kind }) => kind))];
  const topics = kinds.map((kind) => topicOfEvent[kind]);
  const muted = await mutedOf(tx, accountId, { topics, channel: "DIGEST" });
  const wanted = kinds.filter((kind) => !muted.has(topicOfEvent[kind]));
  const counts = content.counts.filter(({ kind }) => wanted.includes(kind));
  const n = counts.reduce((sum, count) => sum + count.n, 0);
  const hubs = await listDigestHubs(tx, content.digest.id, { kinds: wanted, limit: digestLineLimit });
  return { ...content, counts, hubs, n };
}

function endedData(
  { company, digest, hubs, n }: OwnContent,
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

function dayData(content: OwnContent, write: LineWriter, locale: string): MailData["day-digest"] {
  const { company, digest, counts, hubs, n } = content;
  const isOwn = digest.kind === "DAY";
  return {
    company: company.name,
    day: formatDate(digest.period, locale),
    lines: isOwn ? write.acts(hubs, n - hubs.length) : write.dealers(counts),
    linkPath: isOwn ? `/c/${company.slug}/objects` : `/r/${company.slug}`,
  };
}
