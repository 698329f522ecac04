import type { Pool } from "pg";
import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import { takeSilentPools } from "@/lib/server/store/beats";

/**
 * Frees the jobs of pools that have not beaten for 15 seconds; they would stay locked for hours otherwise. Jobs are
 * locked by the pool's id, not the worker's. `queue` is the login that owns the queue's tables.
 */
export async function rescueJobs(queue: Pool): Promise<void> {
  const silent = await inSystemTransaction((tx) => takeSilentPools(tx, toDate(realNow())));
  if (silent.length === 0) return;
  await queue.query("select graphile_worker.force_unlock_workers($1)", [silent]);
  log().warn({ pools: silent }, "Freed the jobs of workers that fell silent");
}
