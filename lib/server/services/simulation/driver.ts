import { randomUUID } from "node:crypto";
import { clockNow, toDate } from "@/lib/clock";
import type { SimulatorUse } from "@/lib/domain/simulator-uses";
import type { Transaction } from "@/lib/server/context";
import { appendActs } from "@/lib/server/feed/append";
import type { SimulatedHub } from "@/lib/server/store/simulator";

/** Who drives the simulator: the platform admin, or (no account) whoever sits at the command line. */
export type Driver = { accountId: string | null; name: string; requestId: string };

/** One transaction of the simulator: the hub it is about, and the instant of that hub's company. */
export type Drive = { driver: Driver; hub: SimulatedHub; now: Temporal.Instant };

type Fact =
  | { action: "fault.injected" | "fault.lifted"; after: Record<string, unknown> }
  | { action: "simulator.used"; after: { verb: SimulatorUse } & Record<string, unknown> };

/** Writes into a hub's history who did what to the simulated world, and tells pages that are open. */
export async function recordDrive(tx: Transaction, { driver, hub, now }: Drive, fact: Fact): Promise<void> {
  await record(tx, driver, [{ hub, now, fact }]);
}

/** What the simulator did to people who live with hubs; each of these hubs has it in its history. */
export type HomesUse = { homes: readonly SimulatedHub[]; after: { verb: SimulatorUse } };

/** As {@link recordDrive}, for one use that concerns many hubs, in the same two statements. */
export async function recordDrives(tx: Transaction, driver: Driver, { homes, after }: HomesUse): Promise<void> {
  const fact = { action: "simulator.used", after } as const;
  const entries = homes.map((hub) => ({ hub, now: clockNow(hub.offsetMs), fact }));
  await record(tx, driver, entries);
}

type Entry = { hub: SimulatedHub; now: Temporal.Instant; fact: Fact };

async function record(tx: Transaction, driver: Driver, entries: readonly Entry[]): Promise<void> {
  const requestId = driver.requestId || randomUUID();
  await tx.auditEntry.createMany({
    data: entries.map(({ hub, now, fact }) => ({
      companyId: hub.companyId,
      actorKind: driver.accountId ? ("PERSON" as const) : ("JOB" as const),
      actorId: driver.accountId,
      actorName: driver.name,
      action: fact.action,
      subjectId: hub.hubKey,
      subjectVersion: 1,
      hubId: hub.hubKey,
      after: JSON.parse(JSON.stringify(fact.after)),
      origin: driver.accountId ? "DESKTOP" : "JOB",
      requestId,
      at: toDate(now),
      effectiveAt: toDate(now),
    })),
  });
  await appendActs(
    tx,
    entries.map(({ hub: { companyId, hubKey }, now: at, fact }) => {
      return { kind: fact.action, companyId, subjectId: hubKey, hubKey, at };
    }),
  );
}
