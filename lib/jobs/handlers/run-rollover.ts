import { runRollover } from "@/lib/server/services/rollover/run-rollover";
import { jobPayloads } from "../contracts";

/** Ends what is due in one run. Run twice, it finds nothing left. */
export async function handleRunRollover(payload: unknown): Promise<void> {
  await runRollover(jobPayloads["run-rollover"].parse(payload).runId);
}
