import "server-only";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "../context";
import { requireAdmin } from "../gate";
import { listFailedEntries, listRuns, type RunRow } from "../store/rollover-reports";

/** One month rollover as the report shows it. Instants are ISO text, lateness is in milliseconds. */
export type RunView = Omit<RunRow, "dueAt" | "latenessMs" | "startedAt" | "finishedAt"> & {
  dueAt: string;
  latenessMs: number | null;
  startedAt: string | null;
  finishedAt: string | null;
};

export type FailureView = { hubId: string; companyName: string; failure: string };

const runLimit = 200;
const failureLimit = 100;

/** Reads the newest month rollovers of all zones and clocks, for the platform admin. */
export async function getRuns(): Promise<RunView[]> {
  await requireAdmin();
  return (await inSystemTransaction((tx) => listRuns(tx, runLimit))).map(toView);
}

/** Reads one month rollover and what it could not end. Throws NOT_FOUND for an unknown one. */
export async function getRun(runId: string): Promise<{ run: RunView; failures: FailureView[] }> {
  await requireAdmin();
  return inSystemTransaction(async (tx) => {
    const run = (await listRuns(tx, runLimit)).find(({ id }) => id === runId);
    if (!run) throw new AppError("NOT_FOUND");
    return { run: toView(run), failures: await listFailedEntries(tx, runId, failureLimit) };
  });
}

function toView(row: RunRow): RunView {
  return {
    ...row,
    dueAt: row.dueAt.toISOString(),
    latenessMs: row.latenessMs === null ? null : Number(row.latenessMs),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
