import type { BillingMonth } from "@/lib/domain/billing-month";
import { AppError } from "@/lib/errors";
import type { BillingPolicy } from "@/prisma/generated/client";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";

/** A company that may be made a reseller, with its clock. */
export type GrantedCompany = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  clockId: string | null;
  offsetMs: bigint;
};

/** Locks a company that lives. Throws NOT_FOUND for all others. */
export async function lockGrantedCompany(tx: Transaction, companyId: string): Promise<GrantedCompany> {
  const rows = await tx.$queryRaw<GrantedCompany[]>`
    select c.id, c.slug, c.name, c.time_zone as "timeZone", c.clock_id as "clockId",
      coalesce(k.offset_ms, 0) as "offsetMs"
    from company c left join simulation_clock k on k.id = c.clock_id
    where c.id = ${companyId}::uuid and c.deleted_at is null for update of c`;
  if (!rows[0]) throw new AppError("NOT_FOUND");
  return rows[0];
}

export type ResellerProfile = {
  resellerId: string;
  countries: string[];
  requestEmail: string;
  currency: string;
  takesRequests: boolean;
  version: number;
};

/** Locks a company's reseller capability. Null where it has none. */
export function lockProfile(tx: Transaction, companyId: string): Promise<ResellerProfile | null> {
  return findProfile(tx, companyId, Prisma.sql`for update`);
}

/** Reads a company's reseller capability. Null where it has none. */
export function readProfile(tx: Transaction, companyId: string): Promise<ResellerProfile | null> {
  return findProfile(tx, companyId, Prisma.empty);
}

async function findProfile(tx: Transaction, companyId: string, lock: Prisma.Sql): Promise<ResellerProfile | null> {
  const rows = await tx.$queryRaw<ResellerProfile[]>`
    select id as "resellerId", countries, request_email::text as "requestEmail", currency,
      takes_requests as "takesRequests", version
    from reseller where company_id = ${companyId}::uuid ${lock}`;
  return rows[0] ?? null;
}

/** Finds which company a reseller is. Throws NOT_FOUND for an unknown one. */
export async function loadCompanyOfReseller(tx: Transaction, resellerId: string): Promise<string> {
  const row = await tx.reseller.findUnique({ where: { id: resellerId }, select: { companyId: true } });
  if (!row) throw new AppError("NOT_FOUND");
  return row.companyId;
}

/** Answers whether another reseller than `resellerId` takes requests at an address. */
export async function isAddressTaken(tx: Transaction, email: string, resellerId: string | null): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 as taken from reseller
    where request_email = ${email}::citext and id is distinct from ${resellerId}::uuid`;
  return rows.length > 0;
}

export type NewReseller = { companyId: string; requestEmail: string; countries: string[]; currency: string };

/** Adds a reseller's profile to a company and returns its key. */
export async function insertReseller(tx: Transaction, made: NewReseller): Promise<string> {
  return (await tx.reseller.create({ data: made, select: { id: true } })).id;
}

/** Writes a change over a locked profile and returns the new version. */
export async function saveProfile(
  tx: Transaction,
  { resellerId, version }: ResellerProfile,
  change: Pick<ResellerProfile, "countries" | "requestEmail" | "takesRequests">,
): Promise<number> {
  await tx.reseller.update({ where: { id: resellerId }, data: { ...change, version: version + 1 } });
  return version + 1;
}

/** `feeMinor` is what Ajax charges for one account, a month, in minor units of the reseller's currency. */
export type TermsOfMonth = { fromMonth: BillingMonth; policy: BillingPolicy; feeMinor: number };

/** Sets by which policy and at which price, for every offer, a reseller is billed from a month on. */
export async function saveTerms(
  tx: Transaction,
  resellerId: string,
  { fromMonth, policy, feeMinor }: TermsOfMonth,
): Promise<void> {
  await tx.resellerTerms.upsert({
    where: { resellerId_fromMonth: { resellerId, fromMonth } },
    create: { resellerId, fromMonth, policy },
    update: { policy },
  });
  for (const { id: offerId } of await tx.packageOffer.findMany({ select: { id: true } })) {
    await tx.offerPrice.upsert({
      where: { resellerId_offerId_fromMonth: { resellerId, offerId, fromMonth } },
      create: { resellerId, offerId, fromMonth, feeMinor },
      update: { feeMinor },
    });
  }
}

/** Says who changed a reseller's capability last; the later of two admins reads it. */
export async function resellerConflict(tx: Transaction, companyId: string): Promise<AppError> {
  const entry = await tx.auditEntry.findFirst({
    where: { companyId, action: { startsWith: "reseller." } },
    orderBy: [{ at: "desc" }, { recordedAt: "desc" }],
    select: { actorName: true, action: true, at: true },
  });
  if (!entry) return new AppError("CONFLICT");
  return new AppError("CONFLICT", { name: entry.actorName, did: entry.action, time: entry.at.toISOString() });
}

export type ResellerLineRow = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  timeZone: string;
  offsetMs: bigint;
  countries: string[];
  requestEmail: string;
  currency: string;
  takesRequests: boolean;
  version: number;
  dealers: number;
  waiting: number;
};

/** Reads every reseller of a company that lives, or one, by name, with its dealers and the requests that wait. */
export async function listAllResellers(tx: Transaction, resellerId: string | null): Promise<ResellerLineRow[]> {
  return tx.$queryRaw<ResellerLineRow[]>`
    select r.id as "resellerId", c.id as "companyId", c.name, c.slug, c.time_zone as "timeZone",
      coalesce(k.offset_ms, 0) as "offsetMs", r.countries, r.request_email::text as "requestEmail", r.currency,
      r.takes_requests as "takesRequests", r.version,
      (select count(*)::int from reseller_connection n where n.reseller_id = r.id and n.state <> 'CLOSED') as dealers,
      (select count(*)::int from connection_request q where q.reseller_id = r.id and q.status = 'PENDING') as waiting
    from reseller r join company c on c.id = r.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    where ${resellerId ? Prisma.sql`r.id = ${resellerId}::uuid` : Prisma.sql`true`}
    order by c.name, r.id`;
}

/** Reads what was set for each month, the latest first. */
export async function listTerms(tx: Transaction, resellerId: string): Promise<TermsOfMonth[]> {
  return tx.$queryRaw<TermsOfMonth[]>`
    with months as (
      select from_month from reseller_terms where reseller_id = ${resellerId}::uuid
      union select from_month from offer_price where reseller_id = ${resellerId}::uuid)
    select m.from_month as "fromMonth",
      coalesce((select t.policy::text from reseller_terms t where t.reseller_id = ${resellerId}::uuid
        and t.from_month <= m.from_month order by t.from_month desc limit 1), 'FULL_MONTH') as policy,
      coalesce((select p.fee_minor from offer_price p where p.reseller_id = ${resellerId}::uuid
        and p.from_month <= m.from_month order by p.from_month desc limit 1), 0) as "feeMinor"
    from months m order by m.from_month desc`;
}

export type GrantableCompany = { id: string; name: string; country: string; email: string; offsetMs: bigint };

/** A company that lives and is no reseller. */
const grantable = Prisma.sql`
  select c.id, c.name, c.country, c.email, coalesce(k.offset_ms, 0) as "offsetMs" from company c
  left join simulation_clock k on k.id = c.clock_id
  where c.deleted_at is null and not exists (select from reseller r where r.company_id = c.id)`;

/** Lists companies that can be made a reseller, by name, whose name or address holds `search`. */
export async function listGrantable(
  tx: Transaction,
  { search, limit }: { search: string; limit: number },
): Promise<GrantableCompany[]> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  return tx.$queryRaw<GrantableCompany[]>`
    ${grantable} and (lower(c.name) like ${like} or lower(c.email) like ${like}) order by c.name, c.id limit ${limit}`;
}

/** Reads a company that can be made a reseller; null for all others. */
export async function findGrantable(tx: Transaction, companyId: string): Promise<GrantableCompany | null> {
  const rows = await tx.$queryRaw<GrantableCompany[]>`${grantable} and c.id = ${companyId}::uuid`;
  return rows[0] ?? null;
}
