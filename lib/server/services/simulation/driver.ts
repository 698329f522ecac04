import { randomUUID } from "node:crypto";
import { toDate } from "@/lib/clock";
import type { SimulatorUse } from "@/lib/domain/simulator-uses";
import type { Transaction } from "@/lib/server/context";
import { appendAct } from "@/lib/server/feed/append";
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
  const at = toDate(now);
  await tx.auditEntry.create({
    data: {
      companyId: hub.companyId,
      actorKind: driver.accountId ? "PERSON" : "JOB",
      actorId: driver.accountId,
      actorName: driver.name,
      action: fact.action,
      subjectId: hub.hubKey,
      subjectVersion: 1,
      hubId: hub.hubKey,
      after: JSON.parse(JSON.stringify(fact.after)),
      origin: driver.accountId ? "DESKTOP" : "JOB",
      requestId: driver.requestId || randomUUID(),
      at,
      effectiveAt: at,
    },
    select: { id: true },
  });
  await appendAct(tx, {
    kind: fact.action,
    companyId: hub.companyId,
    subjectId: hub.hubKey,
    hubKey: hub.hubKey,
    at: now,
  });
}
