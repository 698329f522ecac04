import type { Transaction } from "@/lib/server/context";
import type { JobName, JobPayload } from "./contracts";

/** Adds a job in the caller's transaction: it runs if and only if that commits. One waits per `key`. */
export async function enqueue<N extends JobName>(
  tx: Transaction,
  name: N,
  payload: JobPayload<N>,
  key: string,
): Promise<void> {
  await tx.$executeRaw`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${key})`;
}

/** As {@link enqueue}, for many jobs of one kind in one statement. */
export async function enqueueAll<N extends JobName>(
  tx: Transaction,
  name: N,
  jobs: readonly { payload: JobPayload<N>; key: string }[],
): Promise<void> {
  if (jobs.length === 0) return;
  await tx.$executeRaw`
    select enqueue_job(${name}, j.payload, j.key) from json_to_recordset(${JSON.stringify(jobs)}::json)
      as j(payload json, key text)`;
}
