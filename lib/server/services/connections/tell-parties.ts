import { realNow, toDate } from "@/lib/clock";
import type { NoticeKind } from "@/lib/domain/notices";
import type { MailData, MailTemplate } from "@/lib/mail/templates";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { Connection, Party } from "@/lib/server/store/connections";
import { ringOffices } from "@/lib/server/store/notifications";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";

/** What every mail about a connection names: both companies, and its page on the reader's side. */
export type Addressed = { dealer: string; reseller: string; linkPath: string };

/**
 * What happened to a connection. `lines` are the values of the bell's line, `at` is by the companies' clock; the one who
 * did it gets the mail, as everybody in the office, and no line under the bell.
 */
export type ConnectionNews<T extends MailTemplate> = {
  template: T;
  write: (to: Addressed) => MailData[T];
  kind: NoticeKind;
  lines: Record<string, string | number>;
  at: Temporal.Instant;
  exceptAccountId: string | null;
};

/** Where a connection's page is on one of its sides. */
export function connectionPath({ id, dealer }: Connection, party: Party): string {
  const isDealer = party.companyId === dealer.companyId;
  return isDealer ? `/c/${party.slug}/services/resellers/${id}` : `/r/${party.slug}/dealers/${id}`;
}

/**
 * Tells owner and managers of these companies what happened to their connection, by mail and bell, in the transaction
 * of what happened. Whatever else was open about the connection is done with it.
 */
export async function tellParties<T extends MailTemplate>(
  tx: Transaction,
  connection: Connection,
  parties: readonly Party[],
  { template, write, kind, lines, exceptAccountId, at: instant }: ConnectionNews<T>,
): Promise<void> {
  const at = toDate(instant);
  const names = { dealer: connection.dealer.name, reseller: connection.reseller.name };
  for (const party of parties) {
    const { companyId } = party;
    const data = write({ ...names, linkPath: connectionPath(connection, party) });
    for (const { accountId, email, locale } of await listOfficeReaders(tx, [companyId])) {
      await postMail(tx, { template, to: email, locale, data, companyId, accountId, at });
    }
  }
  const notices = parties.map((party) => ({
    kind,
    data: { ...names, ...lines },
    href: connectionPath(connection, party),
    groupKey: `connection:${connection.id}`,
    at,
    companyId: party.companyId,
    exceptAccountId,
    alsoAccountId: null,
  }));
  await ringOffices(tx, notices, toDate(realNow()));
}
