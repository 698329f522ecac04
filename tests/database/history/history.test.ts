import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { writeCsv } from "@/lib/files/csv-write";
import { type HistoryParams, historySchema } from "@/lib/schemas/history";
import { inTransaction, type Transaction } from "@/lib/server/context";
import { exportColumns, getCompanyHistory, type HistoryEntry, openHistoryExport } from "@/lib/server/queries/history";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { listHistory } from "@/lib/server/store/history";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Person, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

/** Signs a person in; the reads that follow are that person's. */
async function enter(person: Pick<Person, "id">): Promise<void> {
  request.cookie = await sessionCookie(person);
}

const asked = (params: Record<string, string> = {}): HistoryParams => historySchema.parse(params);

type Entry = {
  action?: string;
  at?: string;
  actorId?: string;
  counterpartId?: string;
  after?: object;
  reason?: string;
};

async function addEntry(companyId: string, entry: Entry = {}): Promise<void> {
  const { action = "company.updated", at = "2026-11-10T12:00:00Z", actorId = null } = entry;
  await owner.query(
    `insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
       subject_version, after, reason, origin, at, effective_at)
     values ($1, $2, $3, $4::"ActorKind", $5, 'Somebody', $6, $2, 1, $7, $8, 'DESKTOP', $9, $9)`,
    [
      randomUUID(),
      companyId,
      entry.counterpartId ?? null,
      actorId ? "PERSON" : "JOB",
      actorId,
      action,
      entry.after ?? null,
      entry.reason ?? null,
      at,
    ],
  );
}

/** Adds `count` package entries of a job, hundreds of them at one and the same instant. */
async function addManyEntries(companyId: string, count: number): Promise<void> {
  await owner.query(
    `insert into audit_entry (id, company_id, actor_kind, actor_name, action, subject_id, subject_version, origin, at,
       effective_at)
     select gen_random_uuid(), $1, 'JOB', 'Month rollover', 'package.expired', gen_random_uuid(), 1, 'JOB', at, at
     from generate_series(1, $2::int) n, lateral (select timestamptz '2026-01-01' + n / 300 * interval '1 minute' as at) t`,
    [companyId, count],
  );
}

/** Reads all pages by the links at their feet, down to the oldest and back up to the newest. */
async function readBothWays(slug: string, params: Record<string, string>): Promise<[HistoryEntry[], HistoryEntry[]]> {
  const down: HistoryEntry[] = [];
  const up: HistoryEntry[] = [];
  let page = await getCompanyHistory(slug, asked(params));
  expect(page.previousCursor).toBeNull();
  down.push(...page.entries);
  while (page.nextCursor) {
    page = await getCompanyHistory(slug, asked({ ...params, after: page.nextCursor }));
    down.push(...page.entries);
  }
  up.unshift(...page.entries);
  while (page.previousCursor) {
    page = await getCompanyHistory(slug, asked({ ...params, before: page.previousCursor }));
    up.unshift(...page.entries);
  }
  return [down, up];
}

/** Counts the entries this session has read so far, by scan or by index. */
async function countRead(tx: Transaction): Promise<number> {
  const [stats] = await tx.$queryRaw<[{ rows: number }]>`
    select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'audit_entry'`;
  return stats.rows;
}

describe("the activity log", () => {
  test("tells an act just done: who, on what, before and after, and when it takes effect", async () => {
    const dealer = await addDealer(owner);
    await connect(owner, dealer, await addReseller(owner, "Payer of a test"));
    const hub = await addHub(owner, dealer);
    const { rows } = await owner.query<{ id: string }>(
      "select reseller_id as id from reseller_connection where company_id = $1",
      [dealer.id],
    );
    const resellerId = rows[0]?.id ?? "";
    const act = { ...(await refOf(owner, hub)), resellerId, offerCode: "AJAX_SIM" };
    expect(await activatePackage(contextOf(dealer, dealer.installer), act)).toMatchObject({ ok: true });
    expect(await deactivatePackage(contextOf(dealer, dealer.manager), await refOf(owner, hub))).toMatchObject({
      ok: true,
    });

    await enter(dealer.owner);
    const { entries, viewer } = await getCompanyHistory(dealer.slug, asked());
    expect(entries.map(({ action }) => action)).toEqual(["package.expiry_scheduled", "package.activated"]);
    const [deactivated, activated] = entries;
    const end = startOfNextMonth(Temporal.Instant.from(viewer.now), dealer.timeZone).toString();
    expect(deactivated).toMatchObject({ actorName: dealer.manager.name, actorCompany: null, origin: "DESKTOP" });
    expect(deactivated?.subject).toMatchObject({ hubId: hub.hubId, hubName: "Shop hub", objectId: hub.objectId });
    expect(Temporal.Instant.from(deactivated?.effectiveAt ?? "").toString()).toBe(end);
    expect(deactivated?.changes).toContainEqual({
      field: "status",
      before: { kind: "WORD", text: "ACTIVE" },
      after: { kind: "WORD", text: "EXPIRING" },
    });
    expect(deactivated?.changes).toContainEqual({
      field: "expiresAt",
      before: null,
      after: { kind: "INSTANT", text: end },
    });
    expect(activated?.changes).toContainEqual({
      field: "resellerId",
      before: null,
      after: { kind: "RESELLER", text: "Payer of a test" },
    });
    expect(activated?.effectiveAt).toBeNull();
  });

  test("is open to owner and managers, forbidden to installers, and not there for anybody else", async () => {
    const dealer = await addDealer(owner);
    const stranger = await addDealer(owner);
    for (const person of [dealer.owner, dealer.senior, dealer.manager]) {
      await enter(person);
      await expect(getCompanyHistory(dealer.slug, asked())).resolves.toMatchObject({ entries: [] });
    }
    await enter(dealer.installer);
    await expect(getCompanyHistory(dealer.slug, asked())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(openHistoryExport(dealer.slug, asked())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await enter(stranger.owner);
    await expect(getCompanyHistory(dealer.slug, asked())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(openHistoryExport(dealer.slug, asked())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("pages through entries of one instant, down and up, without loss", async () => {
    const dealer = await addDealer(owner);
    await addManyEntries(dealer.id, 420);
    await enter(dealer.owner);
    const [down, up] = await readBothWays(dealer.slug, {});
    expect(new Set(down.map(({ id }) => id)).size).toBe(420);
    expect(up).toEqual(down);
  });

  test("filters by person, job, area, act and whole days of the company's zone", async () => {
    const dealer = await addDealer(owner);
    await addEntry(dealer.id, { action: "company.updated", actorId: dealer.owner.id, at: "2026-11-09T21:59:59Z" });
    await addEntry(dealer.id, { action: "employee.invited", actorId: dealer.owner.id, at: "2026-11-09T22:00:00Z" });
    await addEntry(dealer.id, { action: "package.stopped", actorId: dealer.manager.id, at: "2026-11-10T21:59:59Z" });
    await addEntry(dealer.id, { action: "package.expired", at: "2026-11-10T22:00:00Z" });
    await enter(dealer.owner);
    const acts = async (params: Record<string, string>) =>
      (await getCompanyHistory(dealer.slug, asked(params))).entries.map(({ action }) => action);

    expect(await acts({ person: dealer.owner.id })).toEqual(["employee.invited", "company.updated"]);
    expect(await acts({ person: "job" })).toEqual(["package.expired"]);
    expect(await acts({ act: "package" })).toEqual(["package.expired", "package.stopped"]);
    expect(await acts({ act: "package.stopped" })).toEqual(["package.stopped"]);
    expect(await acts({ act: "employee", person: dealer.manager.id })).toEqual([]);
    expect(await acts({ from: "2026-11-10", to: "2026-11-10" })).toEqual(["package.stopped", "employee.invited"]);
    expect(await acts({ to: "2026-11-09" })).toEqual(["company.updated"]);
    expect(await acts({ act: "no.such", person: "nobody", from: "soon", after: "x" })).toHaveLength(4);
  });

  test("holds what others did to the company, but no dealer's packages in its reseller's log", async () => {
    const dealer = await addDealer(owner);
    const partner = await addDealer(owner);
    await addEntry(partner.id, { action: "connection.approved", counterpartId: dealer.id });
    await addEntry(partner.id, { action: "package.activated", counterpartId: dealer.id });
    await addEntry(partner.id, { action: "company.updated" });
    await enter(dealer.owner);
    const { entries } = await getCompanyHistory(dealer.slug, asked());
    expect(entries).toMatchObject([{ action: "connection.approved", actorCompany: partner.name }]);
  });

  test("reads a page, not the history, whatever the filter", async () => {
    const dealer = await addDealer(owner);
    await addManyEntries(dealer.id, 20_000);
    for (let n = 0; n < 60; n++) await addEntry(dealer.id, { actorId: dealer.manager.id, at: "2025-12-01T00:00:00Z" });
    await owner.query("analyze audit_entry");
    const none = { actor: null, actions: null, from: null, until: null };
    const cursor = { at: new Date("2026-01-01T00:20:00Z"), id: randomUUID() };
    const cases = [
      { filter: none, cursor: null },
      { filter: none, cursor },
      { filter: { ...none, actor: { kind: "PERSON" as const, id: dealer.manager.id } }, cursor: null },
      { filter: { ...none, actions: ["company.updated"] }, cursor: null },
    ];
    const touched = cases.map((each) =>
      inTransaction(contextOf(dealer, dealer.owner, { isRead: true }), async (tx, { companyId }) => {
        const before = await countRead(tx);
        const rows = await listHistory(tx, companyId, { ...each, direction: "FORWARD", limit: 51 });
        return { found: rows.length, read: (await countRead(tx)) - before };
      }),
    );
    // Whichever index the planner's sample favors, it reads some pages' worth of 20,000 entries.
    for (const { found, read } of await Promise.all(touched)) {
      expect(found).toBe(51);
      expect(read).toBeLessThan(1_000);
    }
  });
});

describe("the export", () => {
  async function csvOf(slug: string, params: Record<string, string> = {}): Promise<string[]> {
    const { rows } = await openHistoryExport(slug, asked(params));
    let text = "";
    for await (const piece of writeCsv({ columns: exportColumns, rows })) text += piece;
    return text.replace("\uFEFF", "").trimEnd().split("\r\n");
  }

  test("holds every page of the filter, with stable keys, zoned times and no live formulas", async () => {
    const dealer = await addDealer(owner);
    await addManyEntries(dealer.id, 2_150);
    await addEntry(dealer.id, {
      actorId: dealer.owner.id,
      reason: '=HYPERLINK("http://bad.example")',
      after: { name: "+1" },
    });
    await enter(dealer.owner);
    const [head, ...lines] = await csvOf(dealer.slug);
    expect(head).toBe(
      "at,effective_at,recorded_at,action,actor,actor_kind,actor_company,channel,hub_id,hub,object,person,partner,before,after,reason,entry_id",
    );
    expect(lines).toHaveLength(2_151);
    expect(new Set(lines.map((line) => line.split(",").at(-1))).size).toBe(2_151);
    expect(lines[0]).toMatch(/^2026-11-10T14:00:00\+02:00\[Europe\/Kyiv\],/);
    expect(lines[0]).toContain(`"'=HYPERLINK(""http://bad.example"")"`);
    expect(lines[0]).toContain(",name=+1,");
    expect(await csvOf(dealer.slug, { act: "company" })).toHaveLength(2);
  });

  test("is given five times an hour", async () => {
    const dealer = await addDealer(owner);
    await enter(dealer.manager);
    for (let n = 0; n < 5; n++) await csvOf(dealer.slug);
    await expect(csvOf(dealer.slug)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await enter(dealer.owner);
    await expect(csvOf(dealer.slug)).resolves.toHaveLength(1);
  });

  test.each([
    ["loses the role", "update employee set role = 'INSTALLER' where company_id = $1 and account_id = $2", "FORBIDDEN"],
    [
      "is removed",
      "update employee set state = 'REMOVED', ended_at = now() where company_id = $1 and account_id = $2",
      "NOT_FOUND",
    ],
  ])("stops when its reader %s on the way", async (_name, sql, code) => {
    const dealer = await addDealer(owner);
    await addManyEntries(dealer.id, 1_500);
    await enter(dealer.manager);
    const { rows } = await openHistoryExport(dealer.slug, asked());
    expect((await rows.next()).done).toBe(false);
    await owner.query(sql, [dealer.id, dealer.manager.id]);
    const rest = async () => {
      for await (const row of rows) expect(row.action).toBe("package.expired");
    };
    await expect(rest()).rejects.toMatchObject({ code });
  });
});
