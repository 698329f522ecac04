import type { Transaction } from "../context";

export type ClockRow = {
  id: string;
  offsetMs: bigint;
  state: "READY" | "ADVANCING";
  targetAt: Date | null;
  advancingSince: Date | null;
};

/** Locks a clock for a change. Null for an unknown one. */
export async function lockClock(tx: Transaction, clockId: string): Promise<ClockRow | null> {
  const rows = await tx.$queryRaw<ClockRow[]>`
    select id, offset_ms as "offsetMs", state::text as state, target_at as "targetAt",
      advancing_since as "advancingSince"
    from simulation_clock where id = ${clockId}::uuid for update`;
  return rows[0] ?? null;
}

/** Sets a clock. The database refuses to turn it back. */
export async function setClock(tx: Transaction, clock: ClockRow): Promise<void> {
  await tx.$executeRaw`
    update simulation_clock set offset_ms = greatest(offset_ms, ${clock.offsetMs}::bigint),
      state = ${clock.state}::"ClockState", target_at = ${clock.targetAt},
      advancing_since = ${clock.advancingSince}, version = version + 1
    where id = ${clock.id}::uuid`;
}

export type ClockCompany = { id: string; timeZone: string };

/** Reads the companies that live by a clock. */
export async function listClockCompanies(tx: Transaction, clockId: string): Promise<ClockCompany[]> {
  return tx.company.findMany({ where: { clockId, deletedAt: null }, select: { id: true, timeZone: true } });
}

/** Reads the zones in which packages of a clock may end: those of its companies and those frozen on live packages. */
export async function listClockZones(tx: Transaction, clockId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    select time_zone as zone from company where clock_id = ${clockId}::uuid
    union select p.billing_zone from hub_package p join company c on c.id = p.company_id
    where c.clock_id = ${clockId}::uuid and p.status <> 'INACTIVE'`;
  return rows.map(({ zone }) => zone);
}

export type ClockZoneRow = { timeZone: string; companies: string[]; due: number };

/** Reads the zones of a clock's companies with what is to end there. */
export async function listClockZoneRows(tx: Transaction, clockId: string): Promise<ClockZoneRow[]> {
  return tx.$queryRaw<ClockZoneRow[]>`
    select c.time_zone as "timeZone", array_agg(c.name order by c.name) as companies,
      coalesce(sum((select count(*) from hub_package p where p.company_id = c.id and p.status = 'EXPIRING')), 0)::int as due
    from company c where c.clock_id = ${clockId}::uuid and c.deleted_at is null group by 1 order by 1`;
}
