import { toDate } from "@/lib/clock";
import type { CountryAvailability } from "@/lib/domain/country-availability";
import type { Transaction } from "../context";

export type CountryRow = CountryAvailability & { code: string; version: number };

type StoredRow = { code: string; state: CountryAvailability["state"]; closedOn: Date | null; version: number };

/** Reads what the platform says of one country; null where it says nothing. */
export async function findAvailability(tx: Transaction, code: string): Promise<CountryRow | null> {
  const row = await tx.countryAvailability.findUnique({ where: { code } });
  return row ? toRow(row) : null;
}

/** Reads every country the platform says anything of, by code. */
export async function listAvailability(tx: Transaction): Promise<CountryRow[]> {
  return (await tx.countryAvailability.findMany({ orderBy: { code: "asc" } })).map(toRow);
}

/** Locks a country for a change and reads it; null where nothing is said of it yet. */
export async function lockAvailability(tx: Transaction, code: string): Promise<CountryRow | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`country:${code}`}, 0))::text as held`;
  return findAvailability(tx, code);
}

/** Writes what holds for a country from now on. The caller holds its lock. */
export async function saveAvailability(
  tx: Transaction,
  code: string,
  { state, closedOn }: CountryAvailability,
): Promise<void> {
  const day = closedOn ? toDate(Temporal.Instant.from(`${closedOn}T00:00:00Z`)) : null;
  await tx.countryAvailability.upsert({
    where: { code },
    create: { code, state, closedOn: day },
    update: { state, closedOn: day, version: { increment: 1 } },
  });
}

export type Dealer = {
  companyId: string;
  company: string;
  slug: string;
  timeZone: string;
  clockOffsetMs: bigint;
};

/** Reads the dealers of a country, whom a change concerns. */
export async function listDealersOf(tx: Transaction, country: string): Promise<Dealer[]> {
  return tx.$queryRaw<Dealer[]>`
    select c.id as "companyId", c.name as company, c.slug, c.time_zone as "timeZone",
      coalesce(k.offset_ms, 0) as "clockOffsetMs"
    from dealer_enrollment d
    join company c on c.id = d.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    where d.country = ${country} order by c.id`;
}

/** Counts the dealers of each country; one without any is left out. */
export async function countDealers(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ country: string; n: number }[]>`
    select d.country, count(*)::int as n from dealer_enrollment d
    join company c on c.id = d.company_id and c.deleted_at is null group by 1`;
  return new Map(rows.map(({ country, n }) => [country, n]));
}

export type Interest = {
  companyId: string;
  company: string;
  slug: string;
  accountId: string;
  email: string;
  locale: string | null;
};

/** Takes out who wanted to hear that a country is offered: each is told once. */
export async function takeInterests(tx: Transaction, country: string): Promise<Interest[]> {
  return tx.$queryRaw<Interest[]>`
    with told as (delete from country_interest where country = ${country} returning company_id, asked_by_id)
    select c.id as "companyId", c.name as company, c.slug, a.id as "accountId", a.email, a.locale
    from told t
    join company c on c.id = t.company_id and c.deleted_at is null
    join pro_account a on a.id = t.asked_by_id and a.deleted_at is null`;
}

/** Notes that a company wants to hear when its country is offered; a second time changes nothing. */
export async function keepInterest(
  tx: Transaction,
  interest: { companyId: string; country: string; askedById: string; askedAt: Date },
): Promise<void> {
  await tx.countryInterest.upsert({
    where: { companyId: interest.companyId },
    create: interest,
    update: { country: interest.country },
  });
}

function toRow({ code, state, closedOn, version }: StoredRow): CountryRow {
  return { code, state, closedOn: closedOn?.toISOString().slice(0, 10) ?? null, version };
}
