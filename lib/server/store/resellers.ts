import type { BillingMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type ResellerRow = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  country: string;
  countries: string[];
  /** Where requests go, and the company's own phone. */
  email: string;
  phone: string | null;
  currency: string;
  takesRequests: boolean;
};

const columns = Prisma.sql`
  r.id as "resellerId", c.id as "companyId", c.name, c.slug, c.country, r.countries, r.request_email::text as email,
  c.phone, r.currency, r.takes_requests as "takesRequests"`;

/** A reseller whose company lives by the clock of the asking one. */
function inSandboxOf(companyId: CompanyId): Prisma.Sql {
  return Prisma.sql`
    from reseller r
    join company c on c.id = r.company_id and c.deleted_at is null
    join company own on own.id = ${companyId}::uuid and own.clock_id is not distinct from c.clock_id`;
}

/** Makes the requests of one dealer wait for each other, so that two at once meet in one order. */
export async function holdDealer(tx: Transaction, companyId: CompanyId): Promise<void> {
  await tx.$queryRaw`select 1 as held from company where id = ${companyId}::uuid for no key update`;
}

/** Reads a reseller that lives by the same clock as the asking company. Null for all others. */
export async function findReseller(
  tx: Transaction,
  companyId: CompanyId,
  resellerId: string,
): Promise<ResellerRow | null> {
  const rows = await tx.$queryRaw<ResellerRow[]>`
    select ${columns} ${inSandboxOf(companyId)} where r.id = ${resellerId}::uuid`;
  return rows[0] ?? null;
}

/** Reads the reseller, of the asking company's sandbox, whose request address this is exactly. The company itself counts. */
export async function findResellerByAddress(
  tx: Transaction,
  companyId: CompanyId,
  email: string,
): Promise<ResellerRow | null> {
  const rows = await tx.$queryRaw<ResellerRow[]>`
    select ${columns} ${inSandboxOf(companyId)} where r.request_email = ${email}::citext`;
  return rows[0] ?? null;
}

export type ResellerSearch = { country: string | null; search: string; limit: number };

/**
 * Lists resellers by name: those who serve `country` (or all), and whose name holds `search`. Only of the asking
 * company's sandbox, and never the company itself.
 */
export async function listResellers(
  tx: Transaction,
  companyId: CompanyId,
  { country, search, limit }: ResellerSearch,
): Promise<ResellerRow[]> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  return tx.$queryRaw<ResellerRow[]>`
    select ${columns} ${inSandboxOf(companyId)}
    where c.id <> own.id and (${country}::text is null or ${country} = any(r.countries)) and lower(c.name) like ${like}
    order by c.name, r.id limit ${limit}`;
}

/** Reads a reseller that a dealer has asked once, also one that is gone since. */
export async function loadAskedReseller(tx: Transaction, resellerId: string): Promise<ResellerRow> {
  const rows = await tx.$queryRaw<[ResellerRow]>`
    select ${columns} from reseller r join company c on c.id = r.company_id where r.id = ${resellerId}::uuid`;
  return rows[0];
}

/** Finds which reseller an address of Your Resellers is about: it names a request of the dealer, or a connection. */
export async function findAskedReseller(tx: Transaction, companyId: CompanyId, id: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ resellerId: string }[]>`
    select q.reseller_id as "resellerId" from connection_request q
    left join reseller_connection n on n.request_id = q.id
    where q.company_id = ${companyId}::uuid and (q.id = ${id}::uuid or n.id = ${id}::uuid)`;
  return rows[0]?.resellerId ?? null;
}

/** How long a reseller took to answer its latest requests: the middle one of `answers`, in milliseconds. */
export type ReactionRow = { answers: number; middleMs: number | null };

/** Reads how fast a reseller answered its latest `among` requests. */
export async function readReaction(tx: Transaction, resellerId: string, among: number): Promise<ReactionRow> {
  const rows = await tx.$queryRaw<[ReactionRow]>`
    select count(*)::int as answers,
      percentile_disc(0.5) within group (order by took) as "middleMs"
    from (
      select (extract(epoch from q.decided_at - q.sent_at) * 1000)::float8 as took from connection_request q
      where q.reseller_id = ${resellerId}::uuid and q.status in ('APPROVED', 'DECLINED') and q.decided_at is not null
      order by q.decided_at desc limit ${among}) latest`;
  return rows[0];
}

/** A connection of the pair, with what was agreed for one month. */
export type ConnectionRow = {
  id: string;
  state: "OPEN" | "ENDING" | "CLOSED";
  dealerNumber: string | null;
  openedAt: Date;
  closedAt: Date | null;
  endMonth: string | null;
  version: number;
  trialDays: number | null;
  dealerFeeMinor: number | null;
  /** Hubs whose services run on it at `now`: past its end a package does not count, however late the jobs run. */
  liveHubs: number;
};

/** Reads the newest connection of a dealer and a reseller with the terms of `month`. Null where there was none. */
export async function findNewestConnection(
  tx: Transaction,
  { companyId, resellerId }: { companyId: CompanyId; resellerId: string },
  { month, now }: { month: BillingMonth; now: Date },
): Promise<ConnectionRow | null> {
  const rows = await tx.$queryRaw<ConnectionRow[]>`
    select n.id, n.state::text as state, n.dealer_number as "dealerNumber", n.opened_at as "openedAt",
      n.closed_at as "closedAt", n.end_month as "endMonth", n.version, t.trial_days as "trialDays",
      t.dealer_fee_minor as "dealerFeeMinor",
      (select count(*)::int from hub_package p
        where p.connection_id = n.id and p.status <> 'INACTIVE' and coalesce(p.expires_at > ${now}, true)
          and not (p.confirmed_at is null and p.confirm_by <= ${now})) as "liveHubs"
    from reseller_connection n
    left join lateral (
      select t.trial_days, t.dealer_fee_minor from connection_terms t
      where t.connection_id = n.id and t.from_month <= ${month} order by t.from_month desc limit 1) t on true
    where n.company_id = ${companyId}::uuid and n.reseller_id = ${resellerId}::uuid
    order by n.opened_at desc, n.id desc limit 1`;
  return rows[0] ?? null;
}
