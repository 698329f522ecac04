import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { readableParams } from "@/lib/i18n/sentence-params";
import { proveAccountId } from "@/lib/server/ids";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { recordCorrection } from "@/lib/server/services/statements/record-correction";
import { recordPayment } from "@/lib/server/services/statements/record-payment";
import { addBilling, addRuns, type Billing, type HubWithRuns } from "../support/billing";
import { addOffer } from "../support/dealer";
import { showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { linesOf, statementsOf } from "../support/statements";

const zone = "Europe/Kyiv";
const since = at("2026-11-01T08:00:00Z");
const boundary = startOfMonth("2026-12", zone).add({ seconds: 1 });
const month = "2026-11";
const reason = "Bank reference 77";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

/** A reseller with one live account whose November is closed. */
async function addClosed(): Promise<{
  billing: Billing;
  hub: HubWithRuns;
  admin: Parameters<typeof recordPayment>[0];
}> {
  const billing = await addBilling(db.owner, { now: boundary, since });
  const [hub] = await addRuns(db.owner, billing, [[{ zone, confirmedAt: since, endedAt: null }]]);
  if (!hub) throw new Error("A hub was added.");
  await closeMonth({ resellerId: billing.reseller.id, month, mode: "WAIT" });
  const accountId = proveAccountId(billing.owner.id);
  return { billing, hub, admin: { accountId, name: "Admin", requestId: randomUUID() } };
}

async function historyOf({ reseller }: Billing): Promise<unknown[]> {
  const { rows } = await db.owner.query(
    "select action, reason, after ->> 'feeMinor' as fee from audit_entry where company_id = $1 and actor_kind = 'PERSON'",
    [reseller.companyId],
  );
  return rows;
}

describe("Record payment", () => {
  test("marks a closed statement as paid, with reason and history, once", async () => {
    const { billing, admin } = await addClosed();
    const payment = { resellerId: billing.reseller.id, month, reason } as const;
    expect(await recordPayment(admin, payment)).toMatchObject({ ok: true });
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([{ month, status: "PAID", fee: 200 }]);
    expect(await historyOf(billing)).toEqual([{ action: "payment.recorded", reason, fee: "200" }]);
    const again = await recordPayment(admin, payment);
    expect(again).toMatchObject({ ok: false, refusal: "ALREADY_PAID" });
    // A second after midnight in Kyiv: in UTC it is still the day before.
    const told = again.ok ? {} : readableParams(again.params ?? {}, { locale: "en", timeZone: "Europe/Kyiv" });
    expect(told.date).toMatch(/\b1 Dec/);
    expect(await historyOf(billing)).toHaveLength(1);
  });

  test("twice at the same moment records one payment", async () => {
    const { billing, admin } = await addClosed();
    const payment = { resellerId: billing.reseller.id, month, reason } as const;
    const both = await Promise.all([recordPayment(admin, payment), recordPayment(admin, payment)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await historyOf(billing)).toHaveLength(1);
  });

  test("refuses an open month, one in the future, and an unknown reseller", async () => {
    const { billing, admin } = await addClosed();
    const of = (wanted: "2026-12" | "2027-01") => ({ resellerId: billing.reseller.id, month: wanted, reason });
    expect(await recordPayment(admin, of("2026-12"))).toEqual({
      ok: false,
      refusal: "STATEMENT_OPEN",
      params: { month: "2026-12", instant: "2026-12-31T22:00:00Z" },
    });
    expect(await recordPayment(admin, of("2027-01"))).toMatchObject({ ok: false, refusal: "MONTH_INVALID" });
    await expect(recordPayment(admin, { ...of("2026-12"), resellerId: randomUUID() })).rejects.toThrow("NOT_FOUND");
    expect(await historyOf(billing)).toEqual([]);
  });
});

describe("a correction", () => {
  test("is a line of the next statement, and the closed one stays as it was", async () => {
    const { billing, hub, admin } = await addClosed();
    const closed = await linesOf(db.owner, billing.reseller.id);
    const correction = {
      resellerId: billing.reseller.id,
      month,
      hubNumber: hub.hubId,
      feeMinor: -150,
      reason,
    } as const;
    expect(await recordCorrection(admin, correction)).toMatchObject({ ok: true });
    expect(await linesOf(db.owner, billing.reseller.id)).toEqual(closed);
    await showInstant(db.owner, billing.clockId, startOfMonth("2027-01", zone).add({ seconds: 1 }));
    await closeMonth({ resellerId: billing.reseller.id, month: "2026-12", mode: "WAIT" });
    expect(await statementsOf(db.owner, billing.reseller.id)).toMatchObject([
      { month, fee: 200 },
      { month: "2026-12", fee: 50 },
    ]);
    const next = (await linesOf(db.owner, billing.reseller.id)).filter(({ statement }) => statement === "2026-12");
    expect(next).toMatchObject([
      { kind: "ACCOUNT", fee_minor: 200 },
      { kind: "CORRECTION", month, fee_minor: -150, reason },
    ]);
    expect(await historyOf(billing)).toEqual([{ action: "statement.corrected", reason, fee: "-150" }]);
  });

  test("of an open month is refused; a hub that never ran with the reseller is not found", async () => {
    const { billing, hub, admin } = await addClosed();
    const given = { resellerId: billing.reseller.id, month, hubNumber: hub.hubId, feeMinor: 1, reason } as const;
    expect(await recordCorrection(admin, { ...given, month: "2026-12" })).toMatchObject({ refusal: "STATEMENT_OPEN" });
    await expect(recordCorrection(admin, { ...given, hubNumber: "FFFFFFFF" })).rejects.toThrow("NOT_FOUND");
    expect(await historyOf(billing)).toEqual([]);
  });
});
