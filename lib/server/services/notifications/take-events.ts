import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { takeEvents } from "@/lib/server/feed/read";
import { postMail } from "@/lib/server/mail";
import { addDigestLines } from "@/lib/server/store/digests";
import { ringOffices } from "@/lib/server/store/notifications";
import {
  describeEvents,
  type HubEvent,
  listOfficeCompanies,
  listOfficeReaders,
  type OfficeCompany,
} from "@/lib/server/store/outbox-events";
import { digestLinesOf, noticesOf, packagePath } from "./event-notices";

const pageSize = 500;

/**
 * Takes one page of facts from the outbox, rings for them, mails what cannot wait, and puts the rest into digests, all
 * in the transaction that moves the reader on: killed at any point, each fact is told once. Returns how many it took.
 */
export async function takeEventPage(): Promise<number> {
  const now = toDate(realNow());
  return inSystemTransaction(async (tx) => {
    const taken = await takeEvents(tx, "bell", pageSize);
    if (taken.length === 0) return 0;
    const ids = taken.map(({ id }) => id);
    const events = await describeEvents(tx, ids);
    const companyIds = events.flatMap(({ dealerId, resellerCompanyId }) => [dealerId, resellerCompanyId]);
    const companies = new Map((await listOfficeCompanies(tx, companyIds)).map((company) => [company.id, company]));
    const notices = events.flatMap((event) => noticesOf(event, companies));
    const lines = events.flatMap((event) => digestLinesOf(event, companies));
    await ringOffices(tx, notices, now);
    await addDigestLines(tx, lines);
    await mailFailures(tx, events, companies);
    return taken.length;
  });
}

/** Takes everything that can be read now, page by page. */
export async function takeAllEvents(): Promise<void> {
  while ((await takeEventPage()) > 0);
}

/** Mails each failed activation to the dealer's office and to who activated. */
async function mailFailures(
  tx: Transaction,
  events: readonly HubEvent[],
  companies: ReadonlyMap<string, OfficeCompany>,
): Promise<void> {
  for (const event of events.filter(({ kind }) => kind === "package.activation_failed")) {
    const dealer = companies.get(event.dealerId);
    if (!dealer) continue;
    const also = event.actorId ? [event.actorId] : [];
    for (const reader of await listOfficeReaders(tx, [dealer.id], also)) {
      await postMail(tx, {
        template: "activation-failed",
        to: reader.email,
        locale: reader.locale,
        data: {
          company: dealer.name,
          hub: event.hubName,
          object: event.objectName,
          linkPath: packagePath(event, dealer),
        },
        companyId: dealer.id,
        accountId: reader.accountId,
        at: event.at,
      });
    }
  }
}
