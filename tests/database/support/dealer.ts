import { randomInt, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { clockNow, realNow } from "@/lib/clock";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { CompanyContext } from "@/lib/server/context";
import { commandOf } from "@/lib/server/idempotency";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";

export type Person = { id: string; name: string; email: string; role: EmployeeRole };
export type Dealer = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  clockId: string | null;
  owner: Person;
  senior: Person;
  manager: Person;
  installer: Person;
};
export type ResellerOfTest = { id: string; companyId: string; name: string };
export type TestHub = { key: string; hubId: string; objectId: string; simId: string };

const roles = {
  owner: "OWNER",
  senior: "SENIOR_SERVICE_MANAGER",
  manager: "SERVICE_MANAGER",
  installer: "INSTALLER",
} as const;

async function addPerson(owner: Client, companyId: string, role: EmployeeRole): Promise<Person> {
  const id = randomUUID();
  const person = { id, name: `${role} ${id.slice(0, 4)}`, email: `${id}@test.example`, role };
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, $3, 'none', now(), now())`,
    [id, person.email, person.name],
  );
  await owner.query(
    `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, $3, now())`,
    [companyId, id, role],
  );
  return person;
}

async function addCompany(owner: Client, name: string, timeZone: string, clockId: string | null) {
  const id = randomUUID();
  const slug = `t-${id.slice(0, 13)}`;
  await owner.query(
    `insert into company (id, slug, name, kind, country, time_zone, email, clock_id, created_at)
     values ($1, $2, $3, 'MIXED', 'UA', $4, 'office@test.example', $5, now())`,
    [id, slug, name, timeZone, clockId],
  );
  return { id, slug, name, timeZone, clockId };
}

/** Makes an enrolled dealer with one person of each role, on a clock of its own so that tests move only theirs. */
export async function addDealer(
  owner: Client,
  options: { timeZone?: string; isEnrolled?: boolean } = {},
): Promise<Dealer> {
  const { timeZone = "Europe/Kyiv", isEnrolled = true } = options;
  const clockId = randomUUID();
  await owner.query(`insert into simulation_clock (id, name) values ($1, $2)`, [clockId, `clock ${clockId}`]);
  await owner.query("begin");
  const company = await addCompany(owner, "Dealer of a test", timeZone, clockId);
  const people = {
    owner: await addPerson(owner, company.id, roles.owner),
    senior: await addPerson(owner, company.id, roles.senior),
    manager: await addPerson(owner, company.id, roles.manager),
    installer: await addPerson(owner, company.id, roles.installer),
  };
  if (isEnrolled) {
    await owner.query(
      `insert into dealer_enrollment (id, company_id, country, terms_version, enrolled_by_id, enrolled_at)
       values (gen_random_uuid(), $1, 'UA', '2026-01', $2, now())`,
      [company.id, people.owner.id],
    );
  }
  await owner.query("commit");
  return { ...company, ...people };
}

export async function addReseller(owner: Client, name = "Reseller of a test"): Promise<ResellerOfTest> {
  const id = randomUUID();
  await owner.query("begin");
  const company = await addCompany(owner, name, "Europe/Kyiv", null);
  await addPerson(owner, company.id, "OWNER");
  await owner.query(
    `insert into reseller (id, company_id, request_email, countries, currency)
     values ($1, $2, $3, '{UA}', 'EUR')`,
    [id, company.id, `requests-${id}@test.example`],
  );
  await owner.query("commit");
  return { id, companyId: company.id, name };
}

/** What an ending connection holds beside its month, as its dealer's act. */
export const endingColumns = `state = 'ENDING', ending_company_id = company_id, ending_by_id = gen_random_uuid(),
  ending_by_name = 'Owner', ending_at = now()`;

/** Lets a connection end with a month. */
export async function setEnding(owner: Client, connectionId: string, endMonth: string): Promise<void> {
  await owner.query(`update reseller_connection set ${endingColumns}, end_month = $2 where id = $1`, [
    connectionId,
    endMonth,
  ]);
}

/** Connects both, as of `since`, and returns the connection's id. */
export async function connect(
  owner: Client,
  dealer: Dealer,
  reseller: ResellerOfTest,
  since = realNow(),
): Promise<string> {
  const requestId = randomUUID();
  const connectionId = randomUUID();
  const at = since.toString();
  await owner.query(
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at)
     values ($1, $2, $3, 'APPROVED', $4, $5, $5::timestamptz + interval '90 days', $5)`,
    [requestId, dealer.id, reseller.id, dealer.owner.id, at],
  );
  await owner.query(
    `insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at) values ($1, $2, $3, $4, $5)`,
    [connectionId, dealer.id, reseller.id, requestId, at],
  );
  return connectionId;
}

/** Makes the one package on offer, once a database. */
export async function addOffer(owner: Client): Promise<void> {
  await owner.query(
    `insert into package_offer (id, code, features) values (gen_random_uuid(), 'AJAX_SIM', '{CELLULAR_CHANNEL}')
     on conflict do nothing`,
  );
}

/** Adds an online hub with an Ajax SIM in slot 1, in an object of its own. */
export async function addHub(
  owner: Client,
  dealer: Pick<Dealer, "id">,
  options: { hasSim?: boolean } = {},
): Promise<TestHub> {
  const hub = {
    key: randomUUID(),
    hubId: randomInt(0, 2 ** 32)
      .toString(16)
      .toUpperCase()
      .padStart(8, "0"),
    objectId: randomUUID(),
    simId: randomUUID(),
  };
  await owner.query(
    `insert into secured_object (id, company_id, name, address, created_at) values ($1, $2, 'Shop', 'Main street 1', now())`,
    [hub.objectId, dealer.id],
  );
  await owner.query(
    `insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, malfunctions, created_at)
     values ($1, $2, $3, $4, 'Shop hub', 'HUB_2', '2.9.0', true, now(), '{}', now())`,
    [hub.key, dealer.id, hub.objectId, hub.hubId],
  );
  if (options.hasSim !== false) {
    await owner.query(
      `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot) values ($1, $2, $3, 'AJAX', $4, 1)`,
      [hub.simId, dealer.id, `8938${String(randomInt(0, 10 ** 12)).padStart(15, "0")}`, hub.key],
    );
  }
  return hub;
}

/** Makes the context the gate would make for a person. `isRead` leaves the command out. */
export function contextOf(
  dealer: Dealer,
  person: Person,
  options: { key?: string; isRead?: boolean } = {},
): CompanyContext {
  return {
    companyId: proveCompanyId(dealer.id),
    companySlug: dealer.slug,
    companyName: dealer.name,
    timeZone: dealer.timeZone,
    side: "dealer",
    role: person.role,
    isFinanceGranted: false,
    account: { id: proveAccountId(person.id), name: person.name, email: person.email, timeZone: null },
    now: clockNow(0),
    clockId: dealer.clockId,
    clockOffsetMs: 0n,
    origin: "DESKTOP",
    requestId: randomUUID(),
    assignedOnly: null,
    command: options.isRead ? null : commandOf(options.key ?? randomUUID(), { test: true }),
  };
}

/** Reads the version a form drawn now would carry. */
export async function refOf(
  owner: Client,
  hub: TestHub,
): Promise<{ objectId: string; hubId: string; version: number }> {
  const { rows } = await owner.query<{ version: number }>("select version from hub where id = $1", [hub.key]);
  return { objectId: hub.objectId, hubId: hub.hubId, version: rows[0]?.version ?? 0 };
}
