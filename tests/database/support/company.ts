import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { hashPassword } from "@/lib/auth/password";
import { proveAccountId } from "@/lib/server/ids";
import type { Founder } from "@/lib/server/services/companies/company-code";
import { createCompany, type NewCompany } from "@/lib/server/services/companies/create-company";

/** Makes a confirmed PRO account that works nowhere. */
export async function addFounder(owner: Client, name = "Iryna Bondar"): Promise<Founder> {
  const id = randomUUID();
  const email = `${id}@test.example`;
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at, email_confirmed_at)
     values ($1, $2, $3, 'none', now(), now())`,
    [id, email, name],
  );
  return { accountId: proveAccountId(id), name, email, locale: "en", requestId: randomUUID() };
}

/** What the wizard would send. */
export function newCompany(change: Partial<NewCompany> = {}): NewCompany {
  return {
    submissionId: randomUUID(),
    name: "Rhein Alarm",
    kind: "INSTALLATION",
    registrationNumber: "HRB 12345",
    taxNumber: null,
    country: "DE",
    timeZone: "Europe/Berlin",
    address: "Hauptstraße 1, Köln",
    phone: "+49 221 123456",
    email: "office@rhein.example",
    ...change,
  };
}

/** Writes down that a founder has typed the code of the company's address. */
export async function proveEmail(owner: Client, founder: Founder, email: string): Promise<void> {
  await owner.query(
    `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at, used_at)
     values (gen_random_uuid(), 'COMPANY_EMAIL', $1, $2, gen_random_uuid()::text, now(), now() + interval '15 minutes', now())`,
    [founder.accountId, email],
  );
}

/** Makes a company as the wizard does; returns its id and slug. */
export async function addCompanyOf(
  owner: Client,
  founder: Founder,
  change: Partial<NewCompany> = {},
): Promise<{ id: string; slug: string }> {
  const input = newCompany(change);
  await proveEmail(owner, founder, input.email);
  const outcome = await createCompany(founder, input);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { id: input.submissionId, slug: outcome.value.slug };
}

/** Says what holds for a country in this test's database. */
export async function setAvailability(owner: Client, code: string, state: string, closedOn: string | null = null) {
  await owner.query(
    `insert into country_availability (code, state, closed_on) values ($1, $2::"CountryState", $3)
     on conflict (code) do update set state = excluded.state, closed_on = excluded.closed_on`,
    [code, state, closedOn],
  );
}

export const testPassword = "lighthouse-meadow-27";

/** Gives a person the password of the tests, so that it can be shown again. */
export async function setPassword(owner: Client, accountId: string): Promise<void> {
  const hash = await hashPassword(testPassword);
  await owner.query("update pro_account set password_hash = $2 where id = $1", [accountId, hash]);
}

/** Reads the mails about a company or to an address, in the order they were posted. */
export async function mailsTo(
  owner: Client,
  recipient: string,
): Promise<{ template: string; data: Record<string, string> }[]> {
  const { rows } = await owner.query(
    "select template, data from mail_message where recipient = $1 order by created_at, id",
    [recipient],
  );
  return rows;
}

/** Reads the acts in a company's own history. */
export async function historyOf(owner: Client, companyId: string): Promise<string[]> {
  const { rows } = await owner.query("select action from audit_entry where company_id = $1 order by recorded_at, id", [
    companyId,
  ]);
  return rows.map(({ action }) => action);
}
