import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { openTestDatabase, type TestDatabase } from "./support/open";
import { refusalOf } from "./support/refusal";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

type Key = { name: string; parent: string; carriesCompany: boolean };

/** Every foreign key between two tables that both belong to companies. */
async function keysBetweenCompanyTables(): Promise<Key[]> {
  const { rows } = await db.owner.query<Key>(`
    with owned as (select attrelid as id from pg_attribute where attname = 'company_id' and attnum > 0)
    select k.conname as name, k.confrelid::regclass::text as parent,
      exists (select from unnest(k.conkey, k.confkey) as pair (child, parent)
        join pg_attribute c on c.attrelid = k.conrelid and c.attnum = pair.child
        join pg_attribute p on p.attrelid = k.confrelid and p.attnum = pair.parent
        where c.attname = 'company_id' and p.attname = 'company_id') as "carriesCompany"
    from pg_constraint k join owned c on c.id = k.conrelid join owned p on p.id = k.confrelid
    where k.contype = 'f' order by 1`);
  return rows;
}

/** A reseller is the company on the other side: what a dealer has of it carries the reseller's own key. */
const otherSide = "reseller";

/**
 * They carry the hub, which carries the company; of a run before, and of a run's SIM, a trigger compares the hub. Who else
 * than its holder has a hub is told by `hub_access`, which is of two companies by its nature.
 */
const byTheHub = [
  "device_group_fkey",
  "device_room_fkey",
  "hub_access_hub_id_fkey",
  "hub_package_previous_id_fkey",
  "hub_package_sim_id_fkey",
];

/**
 * Beside these keys stands another one that carries the company, or a trigger that compares it (`says`). Each is proved
 * below by a row of the demo world that names a parent of another company.
 */
const guarded = [
  { table: "difference", column: "hub_id", parent: "hub", says: "difference_hub_of_company" },
  {
    table: "reseller_invitation",
    column: "request_id",
    parent: "connection_request",
    says: "company_of_invitation_request",
  },
  { table: "scheduled_change", column: "hub_package_id", parent: "hub_package", says: "company_of_change_package" },
  { table: "scheduled_change", column: "result_id", parent: "hub_package", says: "company_of_change_result" },
  { table: "statement_correction", column: "hub_id", parent: "hub", says: "statement_correction_hub_of_company" },
  { table: "statement_correction", column: "line_id", parent: "statement_line", says: "company_of_correction_line" },
  { table: "statement_line", column: "hub_id", parent: "hub", says: "statement_line_hub_of_company" },
];

test("a row names the company of what it belongs to, so that no parent can be another company's (RELIABILITY I-4)", async () => {
  const keys = await keysBetweenCompanyTables();
  expect(keys.length).toBeGreaterThan(15);
  const bare = keys.filter(({ parent, carriesCompany }) => parent !== otherSide && !carriesCompany);
  expect(bare.map(({ name }) => name)).toEqual(
    [...byTheHub, ...guarded.map(({ table, column }) => `${table}_${column}_fkey`)].sort(),
  );
});

/** Puts a parent of another company into a row, the table's other rules of that row switched off, and says what refuses. */
async function refusalOfStranger({ table, column, parent, says }: (typeof guarded)[number]): Promise<string> {
  const { rows } = await db.owner.query<{ off: string }>(
    `select format('alter table ${table} disable trigger %I', tgname) as off from pg_trigger
     where tgrelid = '${table}'::regclass and not tgisinternal and tgname <> '${says}'`,
  );
  return refusalOf(
    db.owner,
    ...rows.map(({ off }) => off),
    `alter table ${table} drop constraint if exists ${table}_columns_agree`,
    `update ${table} t set ${column} = (
       select p.id from ${parent} p where p.company_id <> t.company_id
         and not exists (select from ${table} u where u.${column} = p.id) order by p.id limit 1)
     where t.id = (select id from ${table} order by ${column} is null, id limit 1)`,
  );
}

describe("a parent of another company", () => {
  beforeAll(async () => {
    await seedWorld({ endsAt: Temporal.Instant.from("2026-11-24T15:00:00Z"), seed: 7 });
    await db.owner.query(
      `insert into difference (id, kind, subject, company_id, hub_id, data, found_at, seen_at)
       select gen_random_uuid(), 'LIVE_NOT_BILLED', 'test', company_id, id, '{}', now(), now() from hub limit 1`,
    );
  });

  test.each(guarded)("is refused as $column of $table", async (key) => {
    expect(await refusalOfStranger(key)).toBe(key.says);
  });
});
