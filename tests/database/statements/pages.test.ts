import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { statementSchema } from "@/lib/schemas/statements";
import { closeLimits } from "@/lib/server/limits";
import { getPaymentHistory } from "@/lib/server/queries/payment-history";
import { getStatement } from "@/lib/server/queries/statement";
import { type LineExportRow, openStatementExport } from "@/lib/server/queries/statement-export";
import { getPrintedStatement } from "@/lib/server/queries/statement-pdf";
import { getProof } from "@/lib/server/queries/statement-proof";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { addBilling, addRuns, type Billing, connectSince, type HubWithRuns } from "../support/billing";
import { addDealer, addOffer, type Person } from "../support/dealer";
import { addColleague, addDesk, type Desk } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const zone = "Europe/Kyiv";
const since = at("2026-10-01T08:00:00Z");
const now = startOfMonth("2026-12", zone).add({ seconds: 1 });
const live = { zone, confirmedAt: since, endedAt: null };

let db: TestDatabase;
let billing: Billing;
let desk: Desk;
let hubs: HubWithRuns[];

const enter = async (person: Pick<Person, "id">) => {
  request.cookie = await sessionCookie(person);
};

async function read(month: string, params: Record<string, string> = {}) {
  const found = await getStatement(desk.slug, month, statementSchema.parse(params));
  if (!found.ok) throw new Error(found.refusal);
  return found.value;
}

async function exported(month: string, params: Record<string, string> = {}): Promise<LineExportRow[]> {
  const opened = await openStatementExport(desk.slug, month, statementSchema.parse(params));
  if (!opened.ok) throw new Error(opened.refusal);
  return Array.fromAsync(opened.value.rows);
}

const sumOf = (rows: LineExportRow[], column: "fee_minor" | "dealer_fee_minor") =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);

/** A reseller with two dealers, 60 and 3 accounts; October is closed with a correction in November's statement. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since, dealerFeeMinor: 350, policy: "DAILY", feeMinor: 1_000 });
  desk = await addDesk(db.owner, billing.reseller);
  const other = await addDealer(db.owner);
  await db.owner.query("update company set name = '=Other Ltd', clock_id = $2 where id = $1", [
    other.id,
    billing.clockId,
  ]);
  const connectionId = await connectSince(db.owner, { dealer: other, reseller: billing.reseller, since });
  const few = Array.from({ length: 3 }, () => [{ ...live, endedAt: at("2026-11-10T08:00:00Z") }]);
  await addRuns(db.owner, { ...billing, id: other.id, connectionId }, few);
  hubs = await addRuns(
    db.owner,
    billing,
    Array.from({ length: 60 }, () => [live]),
  );
  await closeMonth({ resellerId: billing.reseller.id, month: "2026-10", mode: "WAIT" });
  await db.owner.query(
    `insert into statement_correction (id, reseller_id, company_id, hub_id, offer_id, month, fee_minor, reason,
       recorded_by_id, recorded_by_name, recorded_at)
     select $1, $2, $3, $4, (select id from package_offer limit 1), '2026-10', -700, '=charged twice', $5, 'Admin', now()`,
    [randomUUID(), billing.reseller.id, billing.id, hubs[0]?.key, desk.owner.id],
  );
  await enter(desk.manager);
  const open = await getPaymentHistory(desk.slug, undefined);
  expect(open.corrections).toMatchObject([{ hubNumber: hubs[0]?.hubId, feeMinor: -700, month: "2026-10" }]);
  await closeMonth({ resellerId: billing.reseller.id, month: "2026-11", mode: "WAIT" });
});

beforeEach(async () => {
  await closeLimits();
  await db.owner.query("truncate rate_limit");
  await enter(desk.manager);
});
afterAll(() => db.close());

describe("the payment history", () => {
  test("lists months from the newest, the open one as it will be", async () => {
    const { items, months, forecasts, corrections } = await getPaymentHistory(desk.slug, undefined);
    expect(items.map(({ month, status }) => [month, status])).toEqual([
      ["2026-12", "OPEN"],
      ["2026-11", "CLOSED"],
      ["2026-10", "CLOSED"],
    ]);
    expect(months).toMatchObject({ first: "2026-10", current: "2026-12" });
    expect(forecasts[0]).toEqual({ month: "2026-12", feeMinor: 60_000, endsRemoveMinor: 0 });
    expect(corrections).toEqual([]);
  });
});

describe("a statement", () => {
  test("adds up: totals, dealers, all pages, CSV and document say the same", async () => {
    const { head, parts } = await read("2026-11");
    expect(head).toMatchObject({ accounts: 63, corrections: 1, dealers: 2 });
    // 60 whole months, 3 of ten days out of thirty, and the correction.
    expect(head.feeMinor).toBe(60 * 1_000 + 3 * 333 - 700);
    expect(parts.reduce((sum, { feeMinor }) => sum + feeMinor, 0)).toBe(head.feeMinor);
    const rows = await exported("2026-11");
    expect(rows).toHaveLength(64);
    expect(sumOf(rows, "fee_minor")).toBe(head.feeMinor);
    expect(sumOf(rows, "dealer_fee_minor")).toBe(head.dealerFeeMinor);
    const printed = await getPrintedStatement(desk.slug, "2026-11", 2_000);
    if (!printed.ok || !printed.value.lines) throw new Error("A closed statement has a document.");
    expect(printed.value.lines.map(({ hubNumber }) => hubNumber)).toEqual(rows.map(({ hub_id }) => hub_id));
    expect(printed.value.lines.reduce((sum, { feeMinor }) => sum + feeMinor, 0)).toBe(head.feeMinor);
    expect(printed.value.head).toEqual(head);
  });

  test("is paged without a gap or a repeat, forward and back, closed as open", async () => {
    for (const month of ["2026-11", "2026-12"]) {
      const first = await read(month, { view: "accounts" });
      const after = first.lines?.nextCursor ?? "";
      const second = await read(month, { view: "accounts", after });
      const keys = [...(first.lines?.items ?? []), ...(second.lines?.items ?? [])].map(
        ({ id, hubNumber }) => id + hubNumber,
      );
      expect(new Set(keys).size, month).toBe(month === "2026-11" ? 64 : 60);
      expect(second.lines?.nextCursor).toBeNull();
      const back = await read(month, { view: "accounts", before: second.lines?.previousCursor ?? "" });
      expect(back.lines?.items).toEqual(first.lines?.items);
      expect(back.lines?.previousCursor).toBeNull();
    }
  });

  test("is narrowed by dealer and hub, on the page as in the CSV", async () => {
    const other = (await read("2026-11")).parts.find(({ name }) => name === "=Other Ltd");
    const byDealer = { view: "accounts", dealer: other?.companyId ?? "" };
    expect((await read("2026-11", byDealer)).lines?.items).toHaveLength(3);
    expect(await exported("2026-11", byDealer)).toHaveLength(3);
    const byHub = { view: "accounts", hub: hubs[0]?.hubId ?? "" };
    expect((await read("2026-11", byHub)).lines?.items.map(({ kind }) => kind).sort()).toEqual([
      "ACCOUNT",
      "CORRECTION",
    ]);
    expect(await exported("2026-11", byHub)).toHaveLength(2);
  });

  test("has ISO times of the line's zone in its CSV, and the open month is exported as it will be", async () => {
    const [line] = await exported("2026-11", { hub: hubs[1]?.hubId ?? "" });
    expect(line).toMatchObject({
      from: "2026-11-01T00:00:00+02:00[Europe/Kyiv]",
      kind: "ACCOUNT",
      fee_minor: 1_000,
      live_days: 30,
    });
    const open = await exported("2026-12");
    expect(sumOf(open, "fee_minor")).toBe((await read("2026-12")).head.feeMinor);
    expect(open[0]?.statement).toBe("");
  });
});

test("a line leads to its runs, its days and the acts behind it", async () => {
  const proof = await getProof(desk.slug, "2026-11", hubs[0]?.hubId ?? "");
  if (!proof.ok) throw new Error(proof.refusal);
  expect(proof.value.proofs.map(({ line }) => line.kind).sort()).toEqual(["ACCOUNT", "CORRECTION"]);
  const account = proof.value.proofs.find(({ line }) => line.kind === "ACCOUNT");
  expect(account?.marks).toEqual(Array.from({ length: 30 }, () => "BILLED"));
  expect(account?.runs).toMatchObject([{ confirmedAt: "2026-10-01T08:00:00.000Z", endedAt: null }]);
});

describe("refused, and nothing is opened", () => {
  test.each(["2026-09", "2027-01", "2999-12", "November", "2026-13", ""])(
    "the month %j has no statement",
    async (month) => {
      const refused = { ok: false, refusal: "MONTH_INVALID", params: { first: "2026-10", current: "2026-12" } };
      expect(await getStatement(desk.slug, month, statementSchema.parse({}))).toMatchObject(refused);
      expect(await openStatementExport(desk.slug, month, statementSchema.parse({}))).toMatchObject(refused);
      expect(await getPrintedStatement(desk.slug, month, 10)).toMatchObject(refused);
      expect(await getProof(desk.slug, month, hubs[0]?.hubId ?? "")).toMatchObject(refused);
    },
  );

  test("an open month has no document", async () => {
    expect(await getPrintedStatement(desk.slug, "2026-12", 10)).toEqual({
      ok: false,
      refusal: "STATEMENT_OPEN",
      params: { month: "2026-12", instant: "2026-12-31T22:00:00Z" },
    });
  });

  test("a document of more lines than it may have refers to the CSV", async () => {
    expect(await getPrintedStatement(desk.slug, "2026-11", 63)).toMatchObject({ ok: true, value: { lines: null } });
  });

  test("another company's people, and those without the permission", async () => {
    await enter(billing.owner);
    await expect(openStatementExport(desk.slug, "2026-11", statementSchema.parse({}))).rejects.toThrow("NOT_FOUND");
    await enter(await addColleague(db.owner, desk.reseller.companyId, "INSTALLER"));
    await expect(getStatement(desk.slug, "2026-11", statementSchema.parse({}))).rejects.toThrow();
  });

  test("the sixth export of an hour", async () => {
    for (let n = 0; n < 5; n++) await exported("2026-11");
    await expect(exported("2026-11")).rejects.toThrow("RATE_LIMITED");
  });
});
