import { realNow, toDate } from "@/lib/clock";
import type { NoticeKind } from "@/lib/domain/notices";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "@/lib/server/context";
import { postMails } from "@/lib/server/mail";
import { ringOffices, settleGroups } from "@/lib/server/store/notifications";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";

/** Who tells, and when by the companies' clock: a person, who hears nothing of the own act, or a job. */
export type Teller = { now: Temporal.Instant; account: { id: string } | null };

/** What a mail and a line of the bell need, each by name. */
type Lines = { dealer: string; reseller: string };

export type News<T extends MailTemplate> = {
  /** The company whose owner and managers are told. */
  companyId: string;
  template: T;
  data: MailData[T] & Lines;
  kind: NoticeKind;
  href: string;
  /** Names what the bell's line is about; see {@link requestGroup} and {@link threadGroup}. */
  groupKey: string;
};

/** Names a request for the bell: what one does about it is done for the whole office. */
export function requestGroup(requestId: string): string {
  return `request:${requestId}`;
}

/** Names the talk about a request for the bell, apart from the request itself. */
export function threadGroup(requestId: string): string {
  return `thread:${requestId}`;
}

/**
 * Tells a company's owner and managers by mail and bell, in the transaction of what happened. The bell shows what
 * happened last to a thing; lines about what happened to it before are done.
 */
export async function tellOffice<T extends MailTemplate>(
  tx: Transaction,
  teller: Teller,
  news: News<T>,
): Promise<void> {
  await tellOffices(tx, [{ teller, news }]);
}

/** One thing that offices are told of; see {@link tellOffice}. */
export type Told = { teller: Teller; news: News<MailTemplate> };

/** As {@link tellOffice}, for many at once in as many statements as for one. */
export async function tellOffices(tx: Transaction, told: readonly Told[]): Promise<void> {
  const readers = await listOfficeReaders(
    tx,
    told.map(({ news }) => news.companyId),
  );
  const mails = told.flatMap(({ teller, news: { companyId, template, data } }) =>
    readers
      .filter((reader) => reader.companyId === companyId)
      .map(({ email, locale, accountId }) => ({
        template,
        to: email,
        locale,
        data,
        companyId,
        accountId,
        at: toDate(teller.now),
      })),
  );
  await postMails(tx, mails);
  const lines = told.map(({ teller: { now, account }, news: { companyId, kind, data, href, groupKey } }) => ({
    kind,
    data: { dealer: data.dealer, reseller: data.reseller },
    href,
    groupKey,
    at: toDate(now),
    companyId,
    exceptAccountId: account?.id ?? null,
    alsoAccountId: null,
  }));
  await ringOffices(tx, lines, toDate(realNow()));
}

/** Takes everything about requests from under both offices' bells: somebody has decided them, or they are over. */
export async function settleRequests(tx: Transaction, requestIds: readonly string[]): Promise<void> {
  const groups = requestIds.flatMap((requestId) => [requestGroup(requestId), threadGroup(requestId)]);
  await settleGroups(tx, groups, toDate(realNow()));
}
