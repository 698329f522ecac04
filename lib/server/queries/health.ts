import "server-only";
import { readdir } from "node:fs/promises";
import { realNow, toDate } from "@/lib/clock";
import { onDatabase } from "../context";
import { log } from "../log";
import { isWorkerAlive, listAppliedMigrations } from "../store/beats";

export type Health = { database: boolean; migrations: boolean; worker: boolean };

/** Answers whether the database answers, every migration of this build is applied, and a worker beat in the last 15 s. */
export async function readHealth(): Promise<Health> {
  try {
    const [applied, wanted, worker] = await Promise.all([
      onDatabase(listAppliedMigrations),
      listWantedMigrations(),
      onDatabase((client) => isWorkerAlive(client, toDate(realNow()))),
    ]);
    return { database: true, migrations: wanted.every((name) => applied.includes(name)), worker };
  } catch (error) {
    log().warn({ err: error }, "The health check failed");
    return { database: false, migrations: false, worker: false };
  }
}

let wanted: Promise<string[]> | undefined;

function listWantedMigrations(): Promise<string[]> {
  wanted ??= readdir("prisma/migrations", { withFileTypes: true }).then((entries) =>
    entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  );
  return wanted;
}
