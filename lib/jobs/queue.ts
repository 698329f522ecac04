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
