import type { Client } from "pg";

/** A month rollover as it stands. Instants are ISO text. */
export type RunOfTest = {
  id: string;
  month: string;
  timeZone: string;
  dueAt: string;
  status: string;
  due: number;
  ended: number;
  skipped: number;
  failed: number;
  latenessMs: number | null;
};

type RunColumns = Omit<RunOfTest, "dueAt"> & { dueAt: Date };

/** Reads the runs of one clock, oldest boundary first. */
export async function runsOf(owner: Client, clockId: string): Promise<RunOfTest[]> {
  const { rows } = await owner.query<RunColumns>(
    `select id, month, time_zone as "timeZone", due_at as "dueAt", status::text as status, due_count as due,
       ended_count as ended, skipped_count as skipped, failed_count as failed, lateness_ms::float8 as "latenessMs"
     from rollover_run where clock_id = $1 order by due_at, time_zone`,
    [clockId],
  );
  return rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() }));
}

/** How often the packages of a company were ended, by every trace an ending leaves; all equal where each ended once. */
export type Traces = { inactive: number; entries: number; audit: number; outbox: number; simsOff: number };

/** Counts the traces that expiries left in one company. */
export async function tracesOf(owner: Client, companyId: string): Promise<Traces> {
  const { rows } = await owner.query<Traces>(
    `select
       (select count(*)::int from hub_package where company_id = $1 and end_reason = 'EXPIRED') as inactive,
       (select count(*)::int from rollover_entry e join hub_package p on p.id = e.hub_package_id
        where p.company_id = $1 and e.outcome = 'ENDED') as entries,
       (select count(*)::int from audit_entry where company_id = $1 and action = 'package.expired') as audit,
       (select count(*)::int from outbox where company_id = $1 and kind = 'package.expired') as outbox,
       (select count(*)::int from ajax_sim where company_id = $1 and desired_status = 'DISABLED'
        and desired_version = 2) as "simsOff"`,
    [companyId],
  );
  const [traces] = rows;
  if (!traces) throw new Error("Counts always give a row.");
  return traces;
}

/** Says that `count` packages were ended, once each. */
export function eachOnce(count: number): Traces {
  return { inactive: count, entries: count, audit: count, outbox: count, simsOff: count };
}
