import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { clockNow, elapsedMs } from "@/lib/clock";
import { closeDatabase } from "@/lib/server/close-database";
import { inSystemTransaction } from "@/lib/server/context";
import { world } from "@/lib/sim/port";

const answer = z.object({ changes: z.number(), seconds: z.number() });

/** Changes of hubs that were written, and how long that took, in seconds. */
export const soakMeasurement = { name: "soak", answer };

const turns = 60;
const hubsAtOnce = 100;
const usualSeconds = 60;

/**
 * Lets each hub of the large fleet change once a minute, for so many seconds: a sixtieth of them each second, their lids
 * opened in one minute and closed in the next, through the simulated world's port.
 */
export async function measureSoak([given]: string[]): Promise<z.infer<typeof answer>> {
  const seconds = Number(given ?? usualSeconds);
  try {
    const { hubs, offsetMs } = await readFleet();
    let changes = 0;
    const begun = elapsedMs();
    for (let second = 0; second < seconds; second++) {
      await pause(Math.max(0, begun + second * 1_000 - elapsedMs()));
      const isOpen = Math.floor(second / turns) % 2 === 0;
      const due = hubs.filter((_, index) => index % turns === second % turns);
      for (let first = 0; first < due.length; first += hubsAtOnce) {
        changes += await openLids(due.slice(first, first + hubsAtOnce), { isOpen, at: clockNow(offsetMs) });
      }
    }
    return { changes, seconds: (elapsedMs() - begun) / 1_000 };
  } finally {
    await closeDatabase();
  }
}

async function readFleet(): Promise<{ hubs: string[]; offsetMs: bigint }> {
  return inSystemTransaction(async (tx) => {
    const rows = await tx.hub.findMany({
      where: { company: { slug: "kiwi" }, releasedAt: null },
      select: { id: true },
    });
    const company = await tx.company.findUnique({ where: { slug: "kiwi" }, select: { clock: true } });
    return { hubs: rows.map(({ id }) => id).toSorted(), offsetMs: company?.clock?.offsetMs ?? 0n };
  });
}

async function openLids(keys: string[], lid: { isOpen: boolean; at: Temporal.Instant }): Promise<number> {
  const { isOpen, at } = lid;
  const answers = await inSystemTransaction((tx) =>
    world().stimulate(
      tx,
      keys.map((hubKey) => ({ hubKey, at, stimulus: { to: "HUB", what: "LID", isOpen } })),
    ),
  );
  return answers.filter((each) => each?.hasChanged).length;
}
