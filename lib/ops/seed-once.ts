import type { Client } from "pg";
import { connect } from "./connect";

export type SeedState = "none" | "unfinished" | "done";

/** The record of the seed lives beside the data, in a schema of its own. */
async function ensureRecord(client: Client): Promise<void> {
  await client.query("create schema if not exists portal_ops");
  await client.query(
    "create table if not exists portal_ops.seed (only_row bool primary key default true, finished_at timestamptz)",
  );
}

/** Reads how far an earlier seed came. */
export async function readSeedState(ownerUrl: string): Promise<SeedState> {
  const client = await connect(ownerUrl);
  try {
    await ensureRecord(client);
    const { rows } = await client.query<{ finished: boolean }>(
      "select finished_at is not null as finished from portal_ops.seed",
    );
    if (rows[0] === undefined) return "none";
    return rows[0].finished ? "done" : "unfinished";
  } finally {
    await client.end();
  }
}

/** Records that the seed has begun, or that it is done. */
export async function recordSeed(ownerUrl: string, state: "begun" | "done"): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    await ensureRecord(client);
    await client.query(
      `insert into portal_ops.seed (finished_at) values (case when $1 then now() end)
       on conflict (only_row) do update set finished_at = excluded.finished_at`,
      [state === "done"],
    );
  } finally {
    await client.end();
  }
}
