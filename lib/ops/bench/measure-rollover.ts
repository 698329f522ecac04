import { Client } from "pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { main as work } from "@/lib/jobs/worker";

const answer = z.object({ ended: z.number(), ms: z.number(), peakMb: z.number() });

/** The newest run of a worker: packages ended, from its opening to its closing, and the process's memory at its most. */
export const rolloverMeasurement = { name: "rollover", answer };

const pollMs = 100;

type RunRow = { ended: number; ms: number };

/** Is a whole worker, with all its loops, until the month rollover that is due has been planned, run and closed. */
export async function measureRollover(): Promise<z.infer<typeof answer>> {
  const client = new Client({ connectionString: env().databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ runs: number }>("select count(*)::int as runs from rollover_run");
    const worker = work();
    const run = await Promise.race([waitForRun(client, rows[0]?.runs ?? 0), worker.then(endedEarly)]);
    const peakMb = process.resourceUsage().maxRSS / 1024;
    process.kill(process.pid, "SIGTERM");
    await worker;
    return { ...run, peakMb };
  } finally {
    await client.end();
  }
}

function endedEarly(): never {
  throw new Error("The worker ended before the month rollover was done.");
}

async function waitForRun(client: Client, runsBefore: number): Promise<RunRow> {
  for (;;) {
    const { rows } = await client.query<RunRow & { runs: number }>(
      `select ended_count as ended, (select count(*)::int from rollover_run) as runs,
         (extract(epoch from finished_at - started_at) * 1000)::float8 as ms
       from rollover_run where finished_at is not null order by due_at desc limit 1`,
    );
    const newest = rows[0];
    if (newest && newest.runs > runsBefore && newest.ended > 0 && (await isNothingOpen(client))) {
      return { ended: newest.ended, ms: newest.ms };
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function isNothingOpen(client: Client): Promise<boolean> {
  const open = await client.query("select from rollover_run where status in ('PLANNED', 'RUNNING')");
  return open.rowCount === 0;
}
