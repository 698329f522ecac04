import { randomUUID } from "node:crypto";
import type { Database } from "./database";
import { addAccount, type Company, type Person } from "./world";

export type OwnCompany = Company & { owner: Person };

/** Makes a company of a test's own with its owner, on the demo's clock. It is no dealer yet. */
export async function addOwnCompany(
  database: Database,
  options: { country?: string; timeZone?: string; kind?: "INSTALLATION" | "MONITORING" } = {},
): Promise<OwnCompany> {
  const { country = "DE", timeZone = "Europe/Berlin", kind = "INSTALLATION" } = options;
  const owner = await addAccount(database);
  const id = randomUUID();
  const company = { id, slug: `own-${id.slice(0, 13)}`, name: `Own ${id.slice(0, 6)}`, timeZone };
  await database.write([
    [
      `insert into company (id, slug, name, kind, country, time_zone, email, registration_number, address, phone, clock_id,
         created_at)
       select $1, $2, $3, $4::"CompanyKind", $5, $6, 'office@own.example', 'HRB 1', 'Hauptstraße 1, Köln',
         '+49 221 123456', id, now() from simulation_clock where name = 'Demo'`,
      [id, company.slug, company.name, kind, country, timeZone],
    ],
    [
      `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, 'OWNER', now())`,
      [id, owner.id],
    ],
  ]);
  return { ...company, owner };
}

/** Makes a company a dealer that is connected to a reseller of the demo. */
export async function makeDealer(database: Database, company: OwnCompany, resellerSlug = "meridian"): Promise<void> {
  const requestId = randomUUID();
  await database.write([
    [
      `insert into dealer_enrollment (id, company_id, country, terms_version, enrolled_by_id, enrolled_at)
       select gen_random_uuid(), id, country, '2026-01', $2, now() from company where id = $1`,
      [company.id, company.owner.id],
    ],
    [
      `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at)
       select $1, $2, r.id, 'APPROVED', $3, now(), now() + interval '90 days', now()
       from reseller r join company c on c.id = r.company_id where c.slug = $4`,
      [requestId, company.id, company.owner.id, resellerSlug],
    ],
    [
      `insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at)
       select gen_random_uuid(), company_id, reseller_id, id, now() from connection_request where id = $1`,
      [requestId],
    ],
  ]);
}

/** Makes a company of a test's own a dealer that has asked nobody yet. */
export async function enroll(database: Database, company: OwnCompany): Promise<void> {
  await database.write([
    [
      `insert into dealer_enrollment (id, company_id, country, terms_version, enrolled_by_id, enrolled_at, contact_name,
         expected_hubs)
       select gen_random_uuid(), id, country, '2026-01', $2, now(), 'Hanna Krug', 40 from company where id = $1`,
      [company.id, company.owner.id],
    ],
  ]);
}

export type OwnReseller = OwnCompany & { resellerId: string; requestEmail: string };

/** Makes a reseller of a test's own, on the demo's clock, that serves `countries` and is charged 2.00 an account. */
export async function addOwnReseller(database: Database, countries: string[] = ["DE"]): Promise<OwnReseller> {
  const company = await addOwnCompany(database, { kind: "MONITORING" });
  const name = `Watch ${company.name}`;
  const resellerId = randomUUID();
  const requestEmail = `requests@${company.slug}.example`;
  await database.write([
    ["update company set name = $2 where id = $1", [company.id, name]],
    [
      `insert into reseller (id, company_id, request_email, countries, currency) values ($1, $2, $3, $4, 'EUR')`,
      [resellerId, company.id, requestEmail, countries],
    ],
    [`insert into reseller_terms (reseller_id, from_month, policy) values ($1, '2020-01', 'FULL_MONTH')`, [resellerId]],
    [
      `insert into offer_price (reseller_id, offer_id, from_month, fee_minor) select $1, id, '2020-01', 200 from package_offer`,
      [resellerId],
    ],
  ]);
  return { ...company, name, resellerId, requestEmail };
}

/** Gives companies a clock of their own, at the present: moving it moves nobody else's time. Returns its name. */
export async function addOwnClock(database: Database, companies: Company[]): Promise<string> {
  const id = randomUUID();
  const name = `of test ${id.slice(0, 8)}`;
  await database.write([
    ["insert into simulation_clock (id, name) values ($1, $2)", [id, name]],
    ["update company set clock_id = $1 where id = any($2)", [id, companies.map((company) => company.id)]],
  ]);
  return name;
}

/** Writes a request of a dealer that waits, sent so many days ago. Returns its id. */
export async function addRequest(
  database: Database,
  { dealer, reseller, daysAgo = 0 }: { dealer: OwnCompany; reseller: OwnReseller; daysAgo?: number },
): Promise<string> {
  const id = randomUUID();
  await database.write([
    [
      `insert into connection_request (id, company_id, reseller_id, message, sent_by_id, sent_at, expires_at)
       values ($1, $2, $3, 'We look after shops in Köln.', $4, now() - $5 * interval '1 day',
         now() + (90 - $5) * interval '1 day')`,
      [id, dealer.id, reseller.resellerId, dealer.owner.id, daysAgo],
    ],
  ]);
  return id;
}
