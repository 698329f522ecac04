import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { inSystemTransaction } from "@/lib/server/context";
import { isWorkerAlive } from "@/lib/server/store/beats";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { emptyDatabase } from "../demo-database";
import { recordSeed } from "../seed-once";
import { setUpDatabase } from "../set-up-database";
import { type SimAnswer, toSimLine } from "./answer";

/** The number that the demo world is made by. */
const demoSeed = 2026;

/**
 * Makes the demo world afresh: everything in the database goes. Refused while a portal runs on it, whose worker would
 * act on a world that is half made, and without the word that it is meant.
 */
export async function resetWorld({ isSure }: { isSure: boolean }): Promise<SimAnswer> {
  const refused = (reason: string, why: string): SimAnswer => ({
    line: toSimLine({ ok: false, verb: "reset", reason }),
    text: `reset: refused: ${why}.`,
  });
  if (!isSure) return refused("not-confirmed", "it deletes all that is in the demo; add --yes if that is meant");
  const isRunning = await inSystemTransaction((tx) => isWorkerAlive(tx, toDate(realNow())));
  if (isRunning) return refused("running", "a portal runs on this database; stop it first");

  const { databaseOwnerUrl, databaseUrl } = env();
  const ownerUrl = databaseOwnerUrl ?? databaseUrl;
  await emptyDatabase(ownerUrl);
  await setUpDatabase(ownerUrl, { name: decodeURIComponent(new URL(databaseUrl).username) });
  await recordSeed(ownerUrl, "begun");
  await seedWorld({ endsAt: realNow(), seed: demoSeed });
  await recordSeed(ownerUrl, "done");
  return { line: toSimLine({ ok: true, verb: "reset", changed: true }), text: "reset: the demo world is as new." };
}
