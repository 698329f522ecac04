import { setTimeout as pause } from "node:timers/promises";
import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { isWorldQuiet } from "@/lib/server/services/simulation/is-quiet";
import { connect } from "../connect";

/** How often `--wait` and `settle` look, in milliseconds. */
const lookMs = 200;

/** Waits until nothing is due, in the simulated world or in the queue. Returns whether it became quiet in time. */
export async function settle(patienceMs: number): Promise<boolean> {
  const { databaseOwnerUrl, databaseUrl } = env();
  const client = await connect(databaseOwnerUrl ?? databaseUrl, "DATABASE_OWNER_URL");
  try {
    for (const begun = elapsedMs(); ; await pause(lookMs)) {
      const { rows } = await client.query<{ due: number }>(dueJobs, [toDate(realNow())]);
      if (rows[0]?.due === 0 && (await isWorldQuiet())) return true;
      if (elapsedMs() - begun >= patienceMs) return false;
    }
  } finally {
    await client.end();
  }
}

/** Jobs that have not ended and could run; failed ones that wait for their next try are not due. */
const dueJobs = `
  select count(*)::int as due from graphile_worker.jobs where run_at <= $1 and attempts < max_attempts`;
