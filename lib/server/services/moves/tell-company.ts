import { realNow, toDate } from "@/lib/clock";
import type { NoticeKind } from "@/lib/domain/notices";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { ringOffices } from "@/lib/server/store/notifications";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";

/** The company that is told, and the page its mail and its bell lead to. */
export type MoveAddress = { companyId: string; linkPath: string };

/** What happened to a request to take hubs over. `at` is by the companies' clock. */
export type MoveNews<T extends MailTemplate> = {
  template: T;
  data: MailData[T];
  kind: NoticeKind;
  lines: Record<string, string | number>;
  groupKey: string;
  at: Temporal.Instant;
  exceptAccountId: string | null;
};

/** Where a reseller decides on a request. */
export function movePath(resellerSlug: string, moveRequestId: string): string {
  return `/r/${resellerSlug}/moves/${moveRequestId}`;
}

/** Where a dealer sees everything that is still to change. */
export function upcomingPath(dealerSlug: string): string {
  return `/c/${dealerSlug}/services/upcoming`;
}

/** Tells a company's owner and managers by mail and bell, in the transaction of what happened. */
export async function tellCompany<T extends MailTemplate>(
  tx: Transaction,
  { companyId, linkPath: href }: MoveAddress,
  { template, data, kind, lines, groupKey, at: instant, exceptAccountId }: MoveNews<T>,
): Promise<void> {
  const at = toDate(instant);
  for (const { accountId, email, locale } of await listOfficeReaders(tx, [companyId])) {
    await postMail(tx, { template, to: email, locale, data, companyId, accountId, at });
  }
  const notice = { kind, data: lines, href, groupKey, at, companyId, exceptAccountId, alsoAccountId: null };
  await ringOffices(tx, [notice], toDate(realNow()));
}
