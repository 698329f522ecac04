import { randomUUID } from "node:crypto";
import { Client, type QueryResult } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { at } from "@/lib/domain/testing/packages";
import { toBody, writeCsv } from "@/lib/files/csv-write";
import { statementSchema } from "@/lib/schemas/statements";
import { closeLimits } from "@/lib/server/limits";
import { lineColumns, openStatementExport } from "@/lib/server/queries/statement-export";
import { getPrintedStatement } from "@/lib/server/queries/statement-pdf";
import { addBilling, type Billing, connectSince } from "../support/billing";
import { addDealer, addOffer } from "../support/dealer";
import { addDesk, type Desk } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";
import { waitUntil } from "../support/wait-until";

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

const since = at("2026-10-01T08:00:00Z");
const now = at("2026-12-05T08:00:00Z");
const feeMinor = 310;
/** The first dealer's end lies inside a portion, the second's last portion is a full one. */
const sizes = [6_500, 13_500];
const total = 20_000;
/** Lines that are asked of the database at once. */
const portion = 2_000;
/** Lines of one piece of the file. */
const piece = 200;

let db: TestDatabase;
let billing: Billing;
let desk: Desk;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  billing = await addBilling(db.owner, { now, since, feeMinor });
  desk = await addDesk(db.owner, billing.reseller);
  const other = await addDealer(db.owner);
  await db.owner.query("update company set clock_id = $2 where id = $1", [other.id, billing.clockId]);
  await connectSince(db.owner, { dealer: other, reseller: billing.reseller, since });
  await addClosedMonth([billing.id, other.id]);
  request.cookie = await sessionCookie(desk.owner);
});

beforeEach(async () => {
  await closeLimits();
  await db.owner.query("truncate rate_limit");
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  await closeLimits();
  await db.close();
});

/** Writes a closed month with very many lines as its closing would leave it, each dealer's by one statement. */
async function addClosedMonth(companyIds: string[]): Promise<void> {
  const statementId = randomUUID();
  await db.owner.query(
    `insert into statement (id, reseller_id, month, reference, currency, account_count, correction_count, dealer_count,
       fee_minor, dealer_fee_minor, closed_at)
     values ($1, $2, '2026-10', 'ST-2026-10-LARGE2', 'EUR', $3, 0, $4, $5, 0, now())`,
    [statementId, billing.reseller.id, total, companyIds.length, total * feeMinor],
  );
  for (const [index, companyId] of companyIds.entries()) {
    await addLines({
      statementId,
      companyId,
      name: `Dealer ${index}`,
      first: index * 100_000,
      lines: sizes[index] ?? 0,
    });
  }
}

type Lines = { statementId: string; companyId: string; name: string; first: number; lines: number };

async function addLines({ statementId, companyId, name, first, lines }: Lines): Promise<void> {
  await db.owner.query(
    `insert into statement_dealer (statement_id, company_id, name, account_count, trial_count, correction_count, fee_minor,
       dealer_fee_minor)
     values ($1, $2, $3, $4, 0, 0, $5, 0)`,
    [statementId, companyId, name, lines, lines * feeMinor],
  );
  await db.owner.query(
    `with o as (
       insert into secured_object (id, company_id, name, address, created_at)
       values (gen_random_uuid(), $1, 'Shop', 'Main street 1', now()) returning id)
     insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, has_ethernet,
       malfunctions, created_at)
     select gen_random_uuid(), $1, o.id, lpad(upper(to_hex($2::int + n)), 8, '0'), 'Hub', 'HUB_2', '2.9.0', true, now(),
       true, '{}', now()
     from o, generate_series(1, $3::int) n`,
    [companyId, first, lines],
  );
  await db.owner.query(
    `insert into statement_line (id, statement_id, company_id, hub_id, hub_number, offer_id, kind, month, zone, package_ids,
       live_days, trial_days, billed_days, policy, price_minor, fee_minor)
     select gen_random_uuid(), $2, $1, h.id, h.hub_id, p.id, 'ACCOUNT', '2026-10', 'Europe/Kyiv', array[gen_random_uuid()],
       31, 0, 31, 'FULL_MONTH', $3::int, $3::int
     from hub h, package_offer p where h.company_id = $1`,
    [companyId, statementId, feeMinor],
  );
}

/** Notes how many rows each answer of the database held that held lines of a statement. */
function watchAnswers(): number[] {
  const answers: number[] = [];
  const query = Client.prototype.query as (...given: unknown[]) => Promise<QueryResult>;
  async function watched(this: Client, ...given: unknown[]): Promise<QueryResult> {
    const answer = await query.apply(this, given);
    if (answer?.fields?.some(({ name }) => name === "hubNumber")) answers.push(answer.rows.length);
    return answer;
  }
  vi.spyOn(Client.prototype, "query").mockImplementation(watched as never);
  return answers;
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

async function openBody(): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const opened = await openStatementExport(desk.slug, "2026-10", statementSchema.parse({}));
  if (!opened.ok) throw new Error(opened.refusal);
  return toBody(writeCsv({ columns: lineColumns, rows: opened.value.rows })).getReader();
}

describe("the CSV of a large statement", () => {
  test("is read in portions, each when the reader has taken the one before, and holds every line once", async () => {
    const answers = watchAnswers();
    const reader = await openBody();
    const decoder = new TextDecoder();
    const hubs = new Set<string>();
    let most = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = decoder.decode(read.value).split("\r\n").slice(0, -1);
      for (const line of lines) if (/^ST-/.test(line)) hubs.add(line.split(",")[4] ?? "");
      most = Math.max(most, sumOf(answers) - hubs.size);
    }
    expect(hubs.size).toBe(total);
    expect(sumOf(answers)).toBe(total);
    expect(Math.max(...answers)).toBe(portion);
    // What is under way: the portion that is being written, and a piece of the file that may lie ready.
    expect(most).toBeLessThanOrEqual(portion + 2 * piece);
  });

  test("waits for a slow reader without a line more and without a connection, and ends with one who leaves", async () => {
    const answers = watchAnswers();
    const reader = await openBody();
    for (let n = 0; n < 3; n++) await reader.read();
    await waitUntil("no connection is held", async () => {
      const { rows } = await db.owner.query<{ state: string }>(
        "select state from pg_stat_activity where datname = current_database() and usename <> current_user and state <> 'idle'",
      );
      return rows.length === 0;
    });
    expect(answers).toEqual([portion]);
    await reader.cancel();
    expect(answers).toEqual([portion]);
  });
});

describe("the document of a large statement", () => {
  const print = async (mostLines: number) => {
    const found = await getPrintedStatement(desk.slug, "2026-10", mostLines);
    if (!found.ok) throw new Error(found.refusal);
    return found.value;
  };

  test("has every line up to the most it prints, and beyond that its dealers and totals alone", async () => {
    const whole = await print(total);
    expect(new Set(whole.lines?.map(({ hubNumber }) => hubNumber)).size).toBe(total);
    const short = await print(total - 1);
    expect(short.lines).toBeNull();
    for (const { head, parts } of [whole, short]) {
      expect(head.feeMinor).toBe(total * feeMinor);
      expect(parts.map(({ accounts }) => accounts)).toEqual(sizes);
    }
  });
});
