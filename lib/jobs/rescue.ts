import type { Pool } from "pg";
import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { forgetSilentPools, listLivingPools, silenceSeconds } from "@/lib/server/store/beats";

/**
 * Frees the jobs that were taken more than 15 seconds ago by pools that have not beaten since; they would stay locked
 * for hours otherwise. It asks who holds jobs rather than who fell silent, so that a pool killed before its first beat
 * is noticed as well, and a rescue that fails is made up for by the next one. Jobs are locked by the pool's id, not the
 * worker's. `queue` is the login that owns the queue's tables.
 */
export async function rescueJobs(queue: Pool): Promise<void> {
  const now = toDate(realNow());
  const living = await inSystemTransaction((tx) => listLivingPools(tx, now));
  const { rows } = await queue.query<{ pool: string }>(
    `select distinct locked_by as pool from graphile_worker.jobs
     where locked_at < $1::timestamptz - make_interval(secs => $2) and locked_by <> all($3)`,
    [now, silenceSeconds, living],
  );
  const silent = rows.map(({ pool }) => pool);
  if (silent.length > 0) {
    await queue.query("select graphile_worker.force_unlock_workers($1)", [silent]);
    log().warn({ pools: silent }, "Freed the jobs of workers that fell silent");
  }
  await inSystemTransaction((tx) => forgetSilentPools(tx, now));
}
