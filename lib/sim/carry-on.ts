import { toDate, toInstant, toInstantOrNull } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import type { ClockRef } from "@/lib/server/store/network";
import { findNextDue, listDueHubs } from "@/lib/server/store/simulation-due";
import { deliverMessages, sendCommands } from "./simulated-network";
import { stimulate } from "./stimulate";

/** One transaction takes so many: few enough for its time limit on a busy machine. */
const rowsAtOnce = 200;

/** SIM cards whose messages could not be taken in this turn; they are tried again in the next one. */
export type SetAside = Set<string>;

/** Returns when the next thing happens by itself to a clock's hubs and SIM cards, `from` at the earliest. Null: nothing waits. */
export async function nextDue(
  clock: ClockRef,
  from: Temporal.Instant,
  setAside: SetAside,
): Promise<Temporal.Instant | null> {
  const scope = { clock, exceptSims: [...setAside] };
  return toInstantOrNull(await inSystemTransaction((tx) => findNextDue(tx, scope, toDate(from))));
}

/** What is due by `at` to a clock's hubs and SIM cards. Aborted, the signal leaves the rest for another turn. */
export type Turn = { clock: ClockRef; at: Temporal.Instant; setAside: SetAside; signal?: AbortSignal | undefined };

/** Lets everything happen that is due by an instant, and what follows from it at once. */
export async function carryOn({ clock, at, setAside, signal }: Turn): Promise<void> {
  while (!signal?.aborted) {
    const sent = await inSystemTransaction((tx) => sendCommands(tx, { clock, at, limit: rowsAtOnce }));
    const arrived = await deliver({ clock, at, setAside });
    const moved = await moveDueHubs(clock, at);
    if (sent + arrived + moved === 0) return;
  }
}

/** Lets messages arrive, many in one transaction; where that fails, one by one, so that a bad row holds up no other. */
async function deliver(delivery: Turn): Promise<number> {
  const before = delivery.setAside.size;
  const arrived = await deliverSome(delivery, rowsAtOnce);
  if (arrived !== null) return arrived;
  let single = 0;
  for (let tries = 0; tries < rowsAtOnce; tries++) {
    const one = await deliverSome(delivery, 1);
    if (one === 0) break;
    single += one ?? 0;
  }
  return single + delivery.setAside.size - before;
}

/** Returns how many arrived. Null where they could not be taken; a single one is set aside then. */
async function deliverSome({ clock, at, setAside }: Turn, limit: number): Promise<number | null> {
  let concerned: string[] = [];
  const turn = { clock, at, limit, exceptSims: [...setAside] };
  try {
    return await inSystemTransaction((tx) => deliverMessages(tx, turn, (simIds) => (concerned = simIds)));
  } catch (error) {
    log().error({ err: error, simIds: concerned }, "Messages of the mobile network could not be taken");
    const [simId] = concerned;
    if (!simId) throw error;
    if (limit === 1) setAside.add(simId);
    return null;
  }
}

async function moveDueHubs(clock: ClockRef, at: Temporal.Instant): Promise<number> {
  return inSystemTransaction(async (tx) => {
    const due = await listDueHubs(tx, clock, toDate(at), rowsAtOnce);
    await stimulate(
      tx,
      due.map((hub) => ({ hubKey: hub.hubKey, at: toInstant(hub.at), stimulus: { to: "HUB", what: "TIME" } })),
    );
    return due.length;
  });
}
