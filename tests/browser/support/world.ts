import { randomInt, randomUUID } from "node:crypto";
import { realNow } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { Database } from "./database";

/** A company of the demo world, or one that a test made. */
export type Company = { id: string; slug: string; name: string; timeZone: string };

/** Somebody with an account and the demo's password. `timeZone` and `locale` are the person's own choice. */
export type Person = { id: string; name: string; email: string };
export type PersonOptions = { timeZone?: string; locale?: string; isPlatformAdmin?: boolean };

export type HubState = "OFF" | "ACTIVE" | "EXPIRING";

/** A hub of a test's own, alone in an object of its own. */
export type TestHub = {
  key: string;
  hubId: string;
  name: string;
  objectId: string;
  objectName: string;
  company: Company;
  /** Addresses of its screens. */
  paths: { object: string; hub: string; package: string };
};

export type PackageRow = {
  status: string;
  reseller: string;
  expiresAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
  desired: string;
  /** The SIM was switched to what it should be at the very instant at which the run ended. */
  isSimOffAtEnd: boolean | null;
};

export async function findCompany(database: Database, slug: string): Promise<Company> {
  return database.row<Company>(`select id, slug, name, time_zone as "timeZone" from company where slug = $1`, [slug]);
}

/** Adds a person to a company of the portal. The password is that of every demo account. */
export async function addEmployee(
  database: Database,
  company: Company,
  role: EmployeeRole,
  options: PersonOptions = {},
): Promise<Person> {
  const person = await addAccount(database, options);
  await database.write([
    [
      `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, $3, now())`,
      [company.id, person.id, role],
    ],
  ]);
  return person;
}

/** Adds a person who works nowhere yet. */
export async function addAccount(database: Database, options: PersonOptions = {}): Promise<Person> {
  const id = randomUUID();
  const person = { id, name: `Robin ${id.slice(0, 6)}`, email: `${id}@browser.example` };
  await database.write([
    [
      `insert into pro_account (id, email, name, password_hash, is_platform_admin, locale, time_zone, created_at,
         email_confirmed_at)
       select $1, $2, $3, password_hash, $4, $5, $6, now(), now() from pro_account
       where email = 'admin@portal.example'`,
      [id, person.email, person.name, options.isPlatformAdmin ?? false, options.locale, options.timeZone],
    ],
  ]);
  return person;
}

/**
 * Adds an online hub with an Ajax SIM in slot 1. ACTIVE and EXPIRING hubs run Ajax Services for an hour already, but only
 * since this month began, billed to the company's first reseller by name.
 */
export async function addHub(
  database: Database,
  company: Company,
  options: { state?: HubState; hasSim?: boolean } = {},
): Promise<TestHub> {
  const { state = "OFF", hasSim = true } = options;
  const hubId = randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
  const [key, objectId] = [randomUUID(), randomUUID()];
  const [name, objectName] = [`Hub ${hubId}`, `Corner shop ${hubId}`];
  await database.write([
    [
      `insert into secured_object (id, company_id, name, address, created_at) values ($1, $2, $3, 'Main street 1', now())`,
      [objectId, company.id, objectName],
    ],
    [
      `insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, last_seen_at,
         has_ethernet, ethernet, malfunctions, created_at)
       values ($1, $2, $3, $4, $5, 'HUB_2', '2.9.0', true, now(), now(), true, '{"enabled":true}', '{}', now())`,
      [key, company.id, objectId, hubId, name],
    ],
    ...(hasSim ? [simStatement(key, state)] : []),
    ...(state === "OFF" ? [] : packageStatements(key, company, state)),
  ]);
  const object = `/c/${company.slug}/objects/${objectId}`;
  const hub = `${object}/hubs/${hubId}`;
  return { key, hubId, name, objectId, objectName, company, paths: { object, hub, package: `${hub}/package` } };
}

/** Pairs a closed door contact called "Front door" with a hub and returns its ID. */
export async function addDoor(database: Database, hub: TestHub): Promise<string> {
  const deviceId = randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
  await database.write([
    [
      `insert into device (id, company_id, hub_id, device_id, type, name, battery_percent, temperature, cms_device_index, fields)
       values (gen_random_uuid(), $1, $2, $3, 'DOOR_PROTECT', 'Front door', 90, 21, 1,
         '{"reedClosed": true, "extraContactClosed": true, "reedContactAware": true, "extraContactAware": false}')`,
      [hub.company.id, hub.key, deviceId],
    ],
  ]);
  return deviceId;
}

type Statement = [sql: string, values: unknown[]];

function simStatement(key: string, state: HubState): Statement {
  return [
    `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot, desired_status, desired_version, desired_at,
       reported_status, reported_version, reported_at, card_status, card_version)
     select gen_random_uuid(), company_id, $2, 'AJAX', id, 1, $3::"SimPower", 1, now() - interval '1 hour',
       $3::"SimPower", 1, now() - interval '1 hour', $3::"SimPower", 1 from hub where id = $1`,
    [key, `8937${String(randomInt(0, 10 ** 12)).padStart(15, "0")}`, state === "OFF" ? "DISABLED" : "ENABLED"],
  ];
}

function packageStatements(key: string, company: Company, state: HubState): Statement[] {
  const active: Statement = [
    `insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, status,
       billing_zone, activated_at, confirmed_at)
     select gen_random_uuid(), s.company_id, s.hub_id, s.id, (select id from package_offer limit 1), c.reseller_id, c.id,
       'ACTIVE', $2, began.at, began.at
     from ajax_sim s
     cross join (select greatest(now() - interval '1 hour', date_trunc('month', now(), $2)) as at) began
     join reseller_connection c on c.company_id = s.company_id and c.state = 'OPEN'
     join reseller r on r.id = c.reseller_id join company rc on rc.id = r.company_id
     where s.hub_id = $1 order by rc.name limit 1`,
    [key, company.timeZone],
  ];
  const expiring: Statement = [
    `update hub_package set status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = now(), expires_at = $2,
       version = 2 where hub_id = $1`,
    [key, startOfNextMonth(realNow(), company.timeZone).toString()],
  ];
  return state === "EXPIRING" ? [active, expiring] : [active];
}

/** Reads the runs of a hub's package as they are stored, the first one first, each with its payer and what its SIM should be. */
export async function packagesOf(database: Database, hub: TestHub): Promise<PackageRow[]> {
  return database.rows<PackageRow>(
    `select p.status::text as status, rc.name as reseller, p.expires_at as "expiresAt", p.ended_at as "endedAt",
       p.end_reason::text as "endReason", s.desired_status::text as desired,
       s.desired_status = 'DISABLED' and s.desired_at = p.ended_at as "isSimOffAtEnd"
     from hub_package p join ajax_sim s on s.id = p.sim_id join reseller r on r.id = p.reseller_id
     join company rc on rc.id = r.company_id where p.hub_id = $1 order by p.activated_at, p.id`,
    [hub.key],
  );
}

/** Reads the acts in a hub's history, the first one first. */
export async function historyOf(database: Database, hub: TestHub): Promise<string[]> {
  const rows = await database.rows<{ action: string }>(
    `select action from audit_entry where hub_id = $1 and actor_kind = 'PERSON' order by recorded_at`,
    [hub.key],
  );
  return rows.map(({ action }) => action);
}
