import { randomUUID } from "node:crypto";
import type { Database } from "./database";
import { addAccount, type Company, type Person } from "./world";

/** A reseller of a test, with its owner and the dealer's connection to it. */
export type Payer = Company & { owner: Person; connectionId: string };

/** A dealer alone on a clock of its own, connected to a reseller of its own: moving its time moves nobody else's. */
export type Sandbox = Company & { clockId: string; clockName: string; owner: Person; payer: Payer };

/** Adds an enrolled dealer in `timeZone`, with its owner, its clock at the present, and a reseller. */
export async function addSandbox(database: Database, timeZone: string): Promise<Sandbox> {
  const mark = randomUUID().slice(0, 8);
  const clockName = `of test ${mark}`;
  const clockId = randomUUID();
  const owner = await addAccount(database);
  const dealer = { id: randomUUID(), slug: `test-${mark}`, name: `Sandbox ${mark}`, timeZone };
  await database.write([
    ["insert into simulation_clock (id, name) values ($1, $2)", [clockId, clockName]],
    companyStatement(dealer, clockId),
    ownerStatement(dealer, owner),
    [
      `insert into dealer_enrollment (id, company_id, country, terms_version, enrolled_by_id, enrolled_at)
       values (gen_random_uuid(), $1, 'UA', '2026-01', $2, now())`,
      [dealer.id, owner.id],
    ],
  ]);
  const made = { ...dealer, clockId, clockName, owner };
  return { ...made, payer: await addPayer(database, made, "Payer") };
}

/** Connects a sandbox to one more reseller on its clock; `word` begins that one's name. */
export async function addPayer(database: Database, dealer: Omit<Sandbox, "payer">, word: string): Promise<Payer> {
  const mark = randomUUID().slice(0, 8);
  const [resellerId, requestId, connectionId] = [randomUUID(), randomUUID(), randomUUID()];
  const owner = await addAccount(database);
  const company = { id: randomUUID(), slug: `payer-${mark}`, name: `${word} ${mark}`, timeZone: dealer.timeZone };
  await database.write([
    companyStatement(company, dealer.clockId),
    ownerStatement(company, owner),
    [
      `insert into reseller (id, company_id, request_email, countries, currency)
       values ($1, $2, $3, '{UA}', 'EUR')`,
      [resellerId, company.id, `requests-${resellerId}@browser.example`],
    ],
    [
      `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at)
       values ($1, $2, $3, 'APPROVED', $4, now(), now() + interval '90 days', now())`,
      [requestId, dealer.id, resellerId, dealer.owner.id],
    ],
    [
      `insert into reseller_connection (id, company_id, reseller_id, request_id, opened_at)
       values ($1, $2, $3, $4, now())`,
      [connectionId, dealer.id, resellerId, requestId],
    ],
  ]);
  return { ...company, owner, connectionId };
}

function companyStatement({ id, slug, name, timeZone }: Company, clockId: string): [string, unknown[]] {
  return [
    `insert into company (id, slug, name, kind, country, time_zone, email, clock_id, created_at)
     values ($1, $2, $3, 'MIXED', 'UA', $4, 'office@browser.example', $5, now())`,
    [id, slug, name, timeZone, clockId],
  ];
}

function ownerStatement(company: Company, owner: Person): [string, unknown[]] {
  return [
    `insert into employee (id, company_id, account_id, role, joined_at) values (gen_random_uuid(), $1, $2, 'OWNER', now())`,
    [company.id, owner.id],
  ];
}
