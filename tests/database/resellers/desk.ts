import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { CompanyContext } from "@/lib/server/context";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";
import type { Admin } from "@/lib/server/services/platform-admin";
import { addDealer, contextOf, type Dealer, type Person } from "../support/dealer";

/** A reseller on a dealer's clock with its people. */
export type Desk = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  email: string;
  person: Person;
  colleague: Person;
};

/** Makes a company of the same clock as `dealer`, which is no reseller yet. */
export async function addCompanyBeside(owner: Client, clockId: string | null): Promise<Dealer> {
  const company = await addDealer(owner, { isEnrolled: false });
  await owner.query("update company set clock_id = $1 where id = $2", [clockId, company.id]);
  return { ...company, clockId };
}

/** Makes a reseller that serves Ukraine, on the clock `clockId`. */
export async function addDesk(owner: Client, clockId: string | null): Promise<Desk> {
  const own = await addCompanyBeside(owner, clockId);
  const resellerId = randomUUID();
  const email = `requests-${resellerId}@test.example`;
  await owner.query(
    `insert into reseller (id, company_id, request_email, countries, currency) values ($1, $2, $3, '{UA}', 'EUR')`,
    [resellerId, own.id, email],
  );
  const { id: companyId, name, slug, owner: person, manager: colleague } = own;
  return { resellerId, companyId, name, slug, email, person, colleague };
}

/** Makes the context of somebody at the reseller's desk. */
export function deskContext(desk: Desk, dealer: Dealer, person: Person = desk.person): CompanyContext {
  const base = contextOf(dealer, person);
  return {
    ...base,
    companyId: proveCompanyId(desk.companyId),
    companySlug: desk.slug,
    companyName: desk.name,
    side: "reseller",
    account: { ...base.account, id: proveAccountId(person.id) },
  };
}

/** Moves the clock of a dealer, and of who shares it, by so many days. */
export async function passDays(owner: Client, { clockId }: { clockId: string | null }, days: number): Promise<void> {
  await owner.query("update simulation_clock set offset_ms = offset_ms + $2 where id = $1", [
    clockId,
    days * 86_400_000,
  ]);
}

/** Makes the platform's admin. */
export async function addAdmin(owner: Client): Promise<Admin> {
  const id = randomUUID();
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, is_platform_admin, created_at, email_confirmed_at)
     values ($1, $2, 'Alex Novak', 'none', true, now(), now())`,
    [id, `${id}@test.example`],
  );
  return { accountId: proveAccountId(id), name: "Alex Novak", requestId: randomUUID() };
}

/** Reads the templates of the mails to a company's people and to addresses without an account, in order. */
export async function mailsAbout(owner: Client, companyId: string): Promise<string[]> {
  const { rows } = await owner.query<{ template: string }>(
    "select distinct template, at from mail_message where company_id = $1 order by at, template",
    [companyId],
  );
  return rows.map(({ template }) => template);
}

/** Reads what stands open under a company's bells, as kinds, each once. */
export async function openNotices(owner: Client, companyId: string): Promise<string[]> {
  const { rows } = await owner.query<{ kind: string }>(
    "select distinct kind from notification where company_id = $1 and done_at is null order by 1",
    [companyId],
  );
  return rows.map(({ kind }) => kind);
}

/** Reads the acts on one thing in order, with who is named as their actor. */
export async function actsOn(owner: Client, subjectId: string): Promise<string[]> {
  const { rows } = await owner.query<{ act: string }>(
    `select action || ' ' || actor_kind as act from audit_entry where subject_id = $1 order by at, recorded_at`,
    [subjectId],
  );
  return rows.map(({ act }) => act);
}
