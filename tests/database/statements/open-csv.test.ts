import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { at } from "@/lib/domain/testing/packages";
import { toBody, writeCsv } from "@/lib/files/csv-write";
import { statementSchema } from "@/lib/schemas/statements";
import { closeLimits } from "@/lib/server/limits";
import { getStatement } from "@/lib/server/queries/statement";
import { lineColumns, openStatementExport } from "@/lib/server/queries/statement-export";
import { addBilling, addRuns, type Billing, stopAll } from "../support/billing";
import { addOffer } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

/** Files that were opened here for a file's lines. */
const files = vi.hoisted((): { fd: number }[] => []);
vi.mock("node:fs/promises", async (load) => {
  const real = await load<typeof import("node:fs/promises")>();
  const open: typeof real.open = async (...given) => {
    const file = await real.open(...given);
    if (String(given[0]).includes("spool")) files.push(file);
    return file;
  };
  return { ...real, open };
});

const zone = "Europe/Kyiv";
const since = at("2026-12-01T08:00:00Z");
const now = at("2026-12-05T08:00:00Z");
/** More than are read at once. */
const hubs = 2_100;

let db: TestDatabase;
let billing: Billing;
let desk: Desk;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since, policy: "DAILY", feeMinor: 3_100 });
  desk = await addDesk(db.owner, billing.reseller);
  const run = { zone, confirmedAt: since, endedAt: null };
  await addRuns(
    db.owner,
    billing,
    Array.from({ length: hubs }, () => [run]),
  );
  request.cookie = await sessionCookie(desk.owner);
});

afterAll(async () => {
  await closeLimits();
  await db.close();
});

const params = statementSchema.parse({});

async function totalNow(): Promise<number> {
  const found = await getStatement(desk.slug, "2026-12", params);
  if (!found.ok) throw new Error(found.refusal);
  return found.value.head.feeMinor;
}

test("the CSV of an open month is of one instant, whatever happens while it is read", async () => {
  const total = await totalNow();
  expect(total).toBe(hubs * 3_100);
  const opened = await openStatementExport(desk.slug, "2026-12", params);
  if (!opened.ok) throw new Error(opened.refusal);
  const { rows } = opened.value;
  const first = await rows.next();
  if (first.done) throw new Error("There are lines.");
  await stopAll(db.owner, billing.id, startOfMonth("2026-12", zone).add({ hours: 24 * 4 }));

  const lines = [first.value, ...(await Array.fromAsync(rows))];
  expect(lines).toHaveLength(hubs);
  expect(new Set(lines.map(({ hub_id }) => hub_id)).size).toBe(hubs);
  expect(lines.reduce((sum, { fee_minor }) => sum + Number(fee_minor), 0)).toBe(total);
  expect(first.value.from).toBe("2026-12-01T10:00:00+02:00[Europe/Kyiv]");
  expect(await totalNow()).toBe(hubs * 400);
  expect(files.map(({ fd }) => fd)).toEqual([-1]);
});

test("the CSV of an open month leaves no file open to a reader who goes away", async () => {
  files.length = 0;
  const opened = await openStatementExport(desk.slug, "2026-12", params);
  if (!opened.ok) throw new Error(opened.refusal);
  const reader = toBody(writeCsv({ columns: lineColumns, rows: opened.value.rows })).getReader();
  for (let n = 0; n < 3; n++) await reader.read();
  expect(files.map(({ fd }) => fd > 0)).toEqual([true]);
  await reader.cancel();
  expect(files.map(({ fd }) => fd)).toEqual([-1]);
});
