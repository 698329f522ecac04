import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { clockNow } from "@/lib/clock";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { CompanyContext } from "@/lib/server/context";
import { commandOf } from "@/lib/server/idempotency";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";
import type { Person, ResellerOfTest } from "./dealer";

/** The people of a reseller's company. */
export type Desk = {
  reseller: ResellerOfTest;
  slug: string;
  timeZone: string;
  clockId: string | null;
  owner: Person;
  manager: Person;
};

/** Reads a reseller's company, and gives it a manager beside its owner. */
export async function addDesk(client: Client, reseller: ResellerOfTest): Promise<Desk> {
  const { rows } = await client.query<{ slug: string; timeZone: string; clockId: string | null }>(
    `select slug, time_zone as "timeZone", clock_id as "clockId" from company where id = $1`,
    [reseller.companyId],
  );
  const [company] = rows;
  if (!company) throw new Error("A reseller of a test has a company.");
  const owner = await client.query<{ id: string; name: string; email: string }>(
    "select a.id, a.name, a.email from employee e join pro_account a on a.id = e.account_id where e.company_id = $1",
    [reseller.companyId],
  );
  const [boss] = owner.rows;
  if (!boss) throw new Error("A reseller of a test has an owner.");
  const manager = await addColleague(client, reseller.companyId, "SERVICE_MANAGER");
  return { reseller, ...company, owner: { ...boss, role: "OWNER" }, manager };
}

/** Adds somebody to a company. */
export async function addColleague(client: Client, companyId: string, role: EmployeeRole): Promise<Person> {
  const id = randomUUID();
  const person = { id, name: `${role} ${id.slice(0, 4)}`, email: `${id}@test.example`, role };
  await client.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, $3, 'none', now(), now())`,
    [id, person.email, person.name],
  );
  await client.query(
    `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, $3, now())`,
    [companyId, id, role],
  );
  return person;
}

/** Makes the context the gate would make for a person on the reseller's side. */
export function deskContext(desk: Desk, person: Person = desk.owner): CompanyContext {
  return {
    companyId: proveCompanyId(desk.reseller.companyId),
    companySlug: desk.slug,
    companyName: desk.reseller.name,
    timeZone: desk.timeZone,
    side: "reseller",
    role: person.role,
    isFinanceGranted: false,
    account: { id: proveAccountId(person.id), name: person.name, email: person.email, timeZone: null },
    now: clockNow(0),
    clockId: desk.clockId,
    clockOffsetMs: 0n,
    origin: "DESKTOP",
    requestId: randomUUID(),
    assignedOnly: null,
    command: commandOf(randomUUID(), { test: true }),
  };
}
