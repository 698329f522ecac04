import type { Transaction } from "../context";

export type RunRow = {
  id: string;
  month: string;
  timeZone: string;
  clockName: string | null;
  dueAt: Date;
  status: "PLANNED" | "RUNNING" | "COMPLETE" | "COMPLETE_WITH_FAILURES";
  due: number;
  ended: number;
  skipped: number;
  failed: number;
  latenessMs: bigint | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  repeats: number;
};

/** Reads runs, the latest boundary first. While one is under way its figures are counted from the ledger. */
export async function listRuns(tx: Transaction, limit: number): Promise<RunRow[]> {
  return tx.$queryRaw<RunRow[]>`
    select r.id, r.month, r.time_zone as "timeZone", k.name as "clockName", r.due_at as "dueAt",
      r.status::text as status, greatest(r.due_count, e.ended + e.failed)::int as due, e.ended, e.failed,
      r.skipped_count as skipped, r.lateness_ms as "latenessMs", r.started_at as "startedAt",
      r.finished_at as "finishedAt", r.repeats
    from rollover_run r left join simulation_clock k on k.id = r.clock_id,
      lateral (select count(*) filter (where outcome = 'ENDED')::int as ended,
        count(*) filter (where outcome = 'FAILED')::int as failed from rollover_entry where run_id = r.id) e
    order by r.due_at desc, r.time_zone limit ${limit}`;
}

export type FailedEntry = { hubId: string; companyName: string; failure: string; recordedAt: Date };

/** Reads the packages of one run that could not be ended, with the constraint that refused. */
export async function listFailedEntries(tx: Transaction, runId: string, limit: number): Promise<FailedEntry[]> {
  return tx.$queryRaw<FailedEntry[]>`
    select h.hub_id as "hubId", c.name as "companyName", e.failure, e.recorded_at as "recordedAt"
    from rollover_entry e join hub_package p on p.id = e.hub_package_id
    join hub h on h.id = p.hub_id join company c on c.id = p.company_id
    where e.run_id::text = ${runId} and e.outcome = 'FAILED' order by e.recorded_at limit ${limit}`;
}
