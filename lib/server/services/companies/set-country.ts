import { clockNow, realNow, toDate } from "@/lib/clock";
import type { CountryAvailability } from "@/lib/domain/country-availability";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { type Notice, ringOffice } from "@/lib/server/bell";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { Admin } from "@/lib/server/services/platform-admin";
import { insertPersonEntry } from "@/lib/server/store/audit-entries";
import {
  type CountryRow,
  type Dealer,
  listDealersOf,
  lockAvailability,
  saveAvailability,
  takeInterests,
} from "@/lib/server/store/countries";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";

export type CountryChange = CountryAvailability & { code: string; reason: string };

/**
 * Says what holds for a country from now on: AVAILABLE, CLOSED from a day on (no new dealers, no new activations), or
 * NOT_OFFERED (no new dealers). Running services go on. Its dealers read the change with its reason in their history.
 * Closing is told to their offices by mail and bell; opening to the people who asked for it, each once.
 */
export async function setCountry(admin: Admin, change: CountryChange): Promise<Outcome<{ code: string }, never>> {
  return inSystemTransaction(async (tx) => {
    const before = await lockAvailability(tx, change.code);
    await saveAvailability(tx, change.code, change);
    const isClosing = change.closedOn !== null && change.closedOn !== before?.closedOn;
    for (const dealer of await listDealersOf(tx, change.code)) {
      await writeHistory(tx, dealer, { admin, change, before });
      if (isClosing) await tellOfClosing(tx, dealer, change);
    }
    if (change.state === "AVAILABLE") await tellWhoAsked(tx, change.code);
    return succeed({ code: change.code });
  });
}

type Change = { admin: Admin; change: CountryChange; before: CountryRow | null };

async function writeHistory(tx: Transaction, dealer: Dealer, { admin, change, before }: Change): Promise<void> {
  const at = toDate(clockNow(dealer.clockOffsetMs));
  const { code, state, closedOn, reason } = change;
  await insertPersonEntry(tx, {
    companyId: dealer.companyId,
    counterpartId: null,
    actorId: admin.accountId,
    actorName: admin.name,
    action: "country.changed",
    subjectId: dealer.companyId,
    subjectVersion: (before?.version ?? 0) + 1,
    hubKey: null,
    before: before && { country: code, state: before.state, closedOn: before.closedOn },
    after: { country: code, state, closedOn },
    reason,
    origin: "DESKTOP",
    requestId: admin.requestId,
    at,
    effectiveAt: at,
  });
}

/** Tells a dealer's owner and managers by mail and bell from when on nothing new can be activated. */
async function tellOfClosing(tx: Transaction, dealer: Dealer, { code, closedOn }: CountryChange): Promise<void> {
  const { companyId, company, slug, timeZone } = dealer;
  const fromAt = Temporal.PlainDate.from(closedOn ?? "")
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString();
  const linkPath = `/c/${slug}/company/services`;
  const at = toDate(clockNow(dealer.clockOffsetMs));
  const data = { company, country: code, fromAt, zone: timeZone, linkPath };
  for (const { accountId, email, locale } of await listOfficeReaders(tx, [companyId])) {
    await postMail(tx, { template: "country-closed", to: email, locale, data, companyId, accountId, at });
  }
  const notice: Notice = {
    kind: "country.closed",
    data: { company },
    href: linkPath,
    groupKey: `country:${code}:${closedOn}`,
    at,
  };
  await ringOffice(tx, { companyId, exceptAccountId: null }, notice);
}

async function tellWhoAsked(tx: Transaction, code: string): Promise<void> {
  for (const { companyId, company, slug, accountId, email, locale } of await takeInterests(tx, code)) {
    const data = { company, country: code, linkPath: `/c/${slug}/company/services` };
    const to = { to: email, locale, companyId, accountId, at: toDate(realNow()) };
    await postMail(tx, { template: "country-opened", data, ...to });
  }
}
