import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./support/open";

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

/** Rows that are written from the very row they name. The list may only get shorter. */
const copied = [
  "difference_hub_id_fkey",
  "reseller_invitation_request_id_fkey",
  "scheduled_change_hub_package_id_fkey",
  "scheduled_change_result_id_fkey",
  "statement_correction_hub_id_fkey",
  "statement_correction_line_id_fkey",
  "statement_line_hub_id_fkey",
];

test("a row names the company of what it belongs to, so that no parent can be another company's (RELIABILITY I-4)", async () => {
  const keys = await keysBetweenCompanyTables();
  expect(keys.length).toBeGreaterThan(15);
  const bare = keys.filter(({ parent, carriesCompany }) => parent !== otherSide && !carriesCompany);
  expect(bare.map(({ name }) => name)).toEqual([...byTheHub, ...copied].sort());
});
