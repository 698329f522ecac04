import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "./support/open";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

/** What goes by the hundred thousand with a fleet. */
const leaving = ["hub", "ajax_sim", "hub_package", "secured_object"];

/**
 * References whose holders can only be found by reading their whole table: no index begins with what names the other row
 * (the company beside it tells nothing), or it leaves out more rows than those that refer to none.
 */
const unsupported = `
  select c.conname as name from pg_constraint c
  where c.contype = 'f' and c.confrelid = any($1::regclass[]) and not exists (
    select from pg_index i
    where i.indrelid = c.conrelid and i.indisvalid
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\([a-z_]+ IS NOT NULL\\)$')
      and (select bool_and(a.attnum = any((i.indkey::int2[])[0:1])) from pg_attribute a
        where a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'company_id'))
  order by 1`;

test("who refers to a hub, a SIM, a package or an object is found without reading whole tables", async () => {
  const { rows } = await db.owner.query(unsupported, [leaving]);
  expect(rows).toEqual([]);
  await db.owner.query("begin; drop index simulated_fault_hub, service_task_sim_id_idx");
  const { rows: found } = await db.owner.query(unsupported, [leaving]);
  await db.owner.query("rollback");
  expect(found).toEqual([{ name: "service_task_sim_fkey" }, { name: "simulated_fault_company_id_hub_id_fkey" }]);
});
