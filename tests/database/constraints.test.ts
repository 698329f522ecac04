import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { packageMoves } from "@/lib/domain/package-moves";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  type Dealer,
  endingColumns,
  type TestHub,
} from "./support/dealer";
import { openTestDatabase, type TestDatabase } from "./support/open";
import { refusalOf as refusalBy } from "./support/refusal";

let db: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;
let resellerId: string;
let connectionId: string;
let foreignConnectionId: string;
let hub: TestHub;
let foreignHub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  dealer = await addDealer(db.owner);
  stranger = await addDealer(db.owner);
  const reseller = await addReseller(db.owner);
  resellerId = reseller.id;
  connectionId = await connect(db.owner, dealer, reseller);
  foreignConnectionId = await connect(db.owner, stranger, reseller);
});

beforeEach(async () => {
  hub = await addHub(db.owner, dealer);
  foreignHub = await addHub(db.owner, stranger);
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

type Columns = Record<string, string>;

/** One more run of the hub, as SQL. Values are SQL expressions. */
function packageSql(columns: Columns = {}): string {
  const all: Columns = {
    id: "gen_random_uuid()",
    company_id: `'${dealer.id}'`,
    hub_id: `'${hub.key}'`,
    sim_id: `'${hub.simId}'`,
    offer_id: "(select id from package_offer)",
    reseller_id: `'${resellerId}'`,
    connection_id: `'${connectionId}'`,
    status: "'ACTIVE'",
    billing_zone: "'Europe/Kyiv'",
    activated_at: "'2026-11-01T10:00:00Z'",
    confirm_by: "'2026-11-02T10:00:00Z'",
    ...columns,
  };
  return `insert into hub_package (${Object.keys(all).join(", ")}) values (${Object.values(all).join(", ")})`;
}

const simOn = () =>
  `update ajax_sim set desired_status = 'ENABLED', desired_version = desired_version + 1 where id = '${hub.simId}'`;
const change = (set: string) => `update hub_package set version = version + 1, ${set} where hub_id = '${hub.key}'`;
const expiring =
  "status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = '2026-11-03', expires_at = '2026-11-30T22:00:00Z'";
const ended =
  "status = 'INACTIVE', ended_at = '2026-11-05', end_reason = 'STOPPED', expires_at = null, end_cause = null";

test("the plain activation that the others vary is accepted", async () => {
  expect(await refusalOf(packageSql(), simOn())).toBe("accepted");
});

test("a hub has one live package, and its periods never overlap", async () => {
  const secondSim = randomUUID();
  const addSim = `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot) values ('${secondSim}', '${dealer.id}', '8938000000000000001', 'AJAX', '${hub.key}', 2)`;
  expect(await refusalOf(packageSql(), addSim, packageSql({ sim_id: `'${secondSim}'` }))).toBe("hub_package_one_live");
  const earlier = { activated_at: "'2026-11-04T00:00:00Z'", confirm_by: "'2026-11-06T00:00:00Z'" };
  expect(await refusalOf(packageSql(), change(ended), packageSql(earlier))).toBe("hub_package_no_overlap");
});

test("a SIM carries one live package", async () => {
  const other = await addHub(db.owner, dealer, { hasSim: false });
  const move = `update ajax_sim set hub_id = '${other.key}' where id = '${hub.simId}'`;
  expect(await refusalOf(packageSql(), move, packageSql({ hub_id: `'${other.key}'` }))).toBe("hub_package_sim_live");
});

test("status and columns agree", async () => {
  expect(await refusalOf(packageSql(), change("expires_at = '2026-11-30'"))).toBe("hub_package_columns_agree");
  expect(
    await refusalOf(
      packageSql(),
      change("status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = '2026-11-03'"),
    ),
  ).toBe("hub_package_columns_agree");
  expect(await refusalOf(packageSql(), change("status = 'INACTIVE', ended_at = '2026-11-03'"))).toBe(
    "hub_package_columns_agree",
  );
});

test("an end lies after what decided it, and a run is confirmed or waits", async () => {
  expect(await refusalOf(packageSql(), change(expiring.replace("2026-11-30T22:00:00Z", "2026-11-02")))).toBe(
    "hub_package_boundary_later",
  );
  expect(await refusalOf(packageSql({ confirm_by: "null" }))).toBe("hub_package_confirmation");
});

test("only the moves of the table are possible, each raising the version by one", async () => {
  expect(
    await refusalOf(packageSql({ status: "'EXPIRING'", end_cause: "'CONNECTION'", expires_at: "'2026-12-01'" })),
  ).toBe("hub_package_moves");
  expect(
    await refusalOf(packageSql(), change(ended), change("status = 'ACTIVE', ended_at = null, end_reason = null")),
  ).toBe("hub_package_moves");
  expect(
    await refusalOf(packageSql(), `update hub_package set version = version + 2 where hub_id = '${hub.key}'`),
  ).toBe("hub_package_moves");
});

test("the database's moves are the domain's", async () => {
  const { rows } = await db.app.query<{ move: string }>(
    "select coalesce(from_status::text, 'NONE') || ' ' || to_status as move from package_move order by 1",
  );
  expect(rows.map(({ move }) => move)).toEqual(
    [...new Set(packageMoves.map(({ from, to }) => `${from} ${to}`))].sort(),
  );
});

test("terms are frozen at activation", async () => {
  for (const set of [
    "billing_zone = 'Europe/Rome'",
    "activated_at = '2026-11-01T09:00:00Z'",
    "offer_id = gen_random_uuid()",
  ]) {
    expect(await refusalOf(packageSql(), change(set))).toBe("hub_package_terms_frozen");
  }
});

test("a run starts only for an enrolled dealer, on an open connection, with a usable Ajax SIM in that hub", async () => {
  const sim = (set: string) => `update ajax_sim set ${set} where id = '${hub.simId}'`;
  expect(await refusalOf("delete from dealer_enrollment", packageSql())).toBe("hub_package_dealer_enrolled");
  expect(await refusalOf(`update reseller_connection set ${endingColumns}, end_month = '2026-12'`, packageSql())).toBe(
    "hub_package_connection_open",
  );
  for (const set of [
    "hub_id = null, slot = null",
    "kind = 'OTHER_OPERATOR'",
    "condition = 'PIN_LOCKED'",
    "retired_at = now()",
  ]) {
    expect(await refusalOf(sim(set), packageSql())).toBe("hub_package_sim_installed");
  }
});

test("a run is linked to one before it on the same hub", async () => {
  const other = await addHub(db.owner, dealer);
  const first = packageSql({
    id: "'00000000-0000-4000-8000-000000000001'",
    hub_id: `'${other.key}'`,
    sim_id: `'${other.simId}'`,
  });
  expect(await refusalOf(first, packageSql({ previous_id: "'00000000-0000-4000-8000-000000000001'" }))).toBe(
    "hub_package_previous_same_hub",
  );
});

test("a SIM is wanted on exactly while it carries a live package", async () => {
  expect(await refusalOf(packageSql())).toBe("sim_follows_package");
  expect(await refusalOf(simOn())).toBe("sim_follows_package");
  expect(await refusalOf(packageSql(), simOn(), change(ended))).toBe("sim_follows_package");
});

test("a SIM's newer command or report never gives way to an older one, and its columns agree", async () => {
  const sim = (set: string) => `update ajax_sim set ${set} where id = '${hub.simId}'`;
  expect(await refusalOf(packageSql(), simOn(), sim("desired_version = 0"))).toBe("ajax_sim_newer_wins");
  expect(await refusalOf(packageSql(), sim("desired_status = 'ENABLED'"))).toBe("ajax_sim_newer_wins");
  for (const set of ["slot = null", "slot = 3", "iccid = '12'", "reported_version = 5"]) {
    expect(await refusalOf(sim(set))).toBe("ajax_sim_columns_agree");
  }
});

test("hub, object, device, package and SIM share the company of their parent", async () => {
  expect(await refusalOf(packageSql({ hub_id: `'${foreignHub.key}'` }))).toBe("hub_package_sim_installed");
  const theirs = { company_id: `'${stranger.id}'`, connection_id: `'${foreignConnectionId}'` };
  expect(await refusalOf(packageSql(theirs))).toBe("hub_package_company_id_hub_id_fkey");
  expect(await refusalOf(`update hub set object_id = '${foreignHub.objectId}' where id = '${hub.key}'`)).toBe(
    "hub_company_id_object_id_fkey",
  );
  expect(await refusalOf(`update ajax_sim set slot = 2, hub_id = '${foreignHub.key}' where id = '${hub.simId}'`)).toBe(
    "ajax_sim_company_id_hub_id_fkey",
  );
  expect(
    await refusalOf(
      `insert into device (id, company_id, hub_id, device_id, type, name, cms_device_index)
       values (gen_random_uuid(), '${dealer.id}', '${foreignHub.key}', '0000000A', 'DOOR_PROTECT', 'Door', 1)`,
    ),
  ).toBe("device_company_id_hub_id_fkey");
  expect(await refusalOf(`update hub set company_id = '${stranger.id}' where id = '${hub.key}'`)).toBe(
    "hub_company_fixed",
  );
});

test("a hub's printed id, its name's 24 bytes and its readings are plausible", async () => {
  const set = (values: string) => refusalOf(`update hub set ${values} where id = '${hub.key}'`);
  expect(await set("hub_id = 'abcdefgh'")).toBe("hub_id_hex");
  expect(await set("name = 'Тринадцять лі'")).toBe("hub_name_bytes");
  expect(await set("battery_percent = 101")).toBe("hub_readings_plausible");
  expect(await set("is_online = false")).toBe("hub_readings_plausible");
});

test("only managers hold the sight of money", async () => {
  const see = (role: string) =>
    refusalOf(
      `update employee set is_finance_granted = true where company_id = '${dealer.id}' and role = '${role}' and state = 'ACTIVE'`,
    );
  for (const role of ["OWNER", "INSTALLER"]) expect(await see(role)).toBe("employee_finance_of_managers");
  for (const role of ["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"]) expect(await see(role)).toBe("accepted");
});

test("a company has exactly one owner, who never changes", async () => {
  const add = (role: string) =>
    `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), '${dealer.id}', '${stranger.owner.id}', '${role}', now())`;
  expect(await refusalOf(add("OWNER"))).toBe("employee_one_owner");
  expect(await refusalOf(add("INSTALLER"), add("INSTALLER"))).toBe("employee_active_once");
  for (const set of [
    "role = 'INSTALLER'",
    "state = 'REMOVED', ended_at = now()",
    `account_id = '${stranger.owner.id}'`,
  ]) {
    expect(await refusalOf(`update employee set ${set} where company_id = '${dealer.id}' and role = 'OWNER'`)).toBe(
      "employee_owner_fixed",
    );
  }
  expect(
    await refusalOf(`update employee set role = 'OWNER' where company_id = '${dealer.id}' and role = 'INSTALLER'`),
  ).toBe("employee_owner_fixed");
  expect(await refusalOf(`delete from employee where company_id = '${dealer.id}' and role = 'OWNER'`)).toBe(
    "employee_owner_fixed",
  );
  expect(
    await refusalOf(
      `insert into company (id, slug, name, kind, country, time_zone, email, created_at)
       values (gen_random_uuid(), 'nobody', 'Nobody', 'MIXED', 'UA', 'Europe/Kyiv', 'a@b.example', now())`,
    ),
  ).toBe("company_has_owner");
});

test("a company with live packages, as dealer or payer, is not deleted", async () => {
  for (const company of [`'${dealer.id}'`, `(select company_id from reseller where id = '${resellerId}')`]) {
    expect(await refusalOf(packageSql(), simOn(), `update company set deleted_at = now() where id = ${company}`)).toBe(
      "company_without_live_packages",
    );
  }
});

test("dealer and reseller have one open request and one living connection", async () => {
  const request = (closed: string) =>
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, closed_at)
     values (gen_random_uuid(), '${dealer.id}', '${resellerId}', ${closed ? "'WITHDRAWN'" : "'PENDING'"}, '${dealer.owner.id}', now(), now(), ${closed || "null"})`;
  expect(await refusalOf(request(""))).toBe("connection_request_one_open");
  expect(await refusalOf(request("now()"), request("now()"))).toBe("accepted");
  expect(
    await refusalOf(
      `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, closed_at)
       values (gen_random_uuid(), '${dealer.id}', '${resellerId}', 'PENDING', '${dealer.owner.id}', now(), now(), now())`,
    ),
  ).toBe("connection_request_columns_agree");
  expect(
    await refusalOf(
      `update connection_request set status = 'PENDING', closed_at = null where company_id = '${dealer.id}'`,
    ),
  ).toBe("connection_request_moves");
  expect(
    await refusalOf(
      `with q as (insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at, closed_at)
         values (gen_random_uuid(), '${dealer.id}', '${resellerId}', 'APPROVED', '${dealer.owner.id}', now(), now(), now(), now()) returning *)
       insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at)
       select gen_random_uuid(), company_id, reseller_id, id, now() from q`,
    ),
  ).toBe("reseller_connection_one_living");
  expect(await refusalOf("update reseller_connection set state = 'ENDING'")).toBe("reseller_connection_columns_agree");
});

test("a clock only goes forward", async () => {
  const set = (by: number) =>
    refusalOf(`update simulation_clock set offset_ms = offset_ms + ${by} where id = '${dealer.clockId}'`);
  expect(await set(1)).toBe("accepted");
  expect(await set(-1)).toBe("simulation_clock_forward_only");
});

test("a rollover run exists once per month, zone and clock, and its figures add up", async () => {
  const run = (values: string) =>
    `insert into rollover_run (id, month, time_zone, due_at, status, due_count, ended_count) values (gen_random_uuid(), '2026-10', 'Europe/Kyiv', now(), ${values})`;
  expect(await refusalOf(run("'PLANNED', 0, 0"), run("'PLANNED', 0, 0"))).toBe("rollover_run_once");
  expect(await refusalOf(run("'COMPLETE', 2, 1"))).toBe("rollover_run_adds_up");
});

test("history is only ever added to, and the table of moves only read", async () => {
  const entry = `insert into audit_entry (id, company_id, actor_kind, actor_name, action, subject_id, subject_version, origin, at, effective_at)
    values (gen_random_uuid(), '${dealer.id}', 'JOB', 'Test', 'package.activated', gen_random_uuid(), 1, 'JOB', now(), now())`;
  expect(await refusalOf(entry)).toBe("accepted");
  for (const statement of [
    "update audit_entry set reason = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "delete from package_move",
  ]) {
    expect(await refusalOf(statement)).toBe("42501");
  }
  for (const statement of ["update audit_entry set reason = 'x'", "delete from audit_entry", "truncate audit_entry"]) {
    await expect(db.owner.query(statement)).rejects.toThrow("audit entries are never changed or removed");
  }
});

test("the application's login owns nothing and cannot create", async () => {
  expect(await refusalOf("create table mine (id int)")).toBe("42501");
  const { rows } = await db.app.query(
    "select count(*)::int as owned from pg_class where relowner = (select oid from pg_roles where rolname = current_user)",
  );
  expect(rows).toEqual([{ owned: 0 }]);
});

test("counts kept by triggers equal the rows", async () => {
  const { rows } = await db.app.query(
    `select company_id, kind::text, sum(delta)::int as n from company_tally group by 1, 2 having sum(delta) <> 0
     except
     (select company_id, service_status::text, count(*)::int from hub group by 1, 2
      union all select company_id, 'OBJECT', count(*)::int from secured_object group by 1)`,
  );
  expect(rows).toEqual([]);
});
