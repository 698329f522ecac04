import { realNow, toInstant } from "@/lib/clock";
import type { Outcome } from "@/lib/domain/outcome";
import { type CompanyContext, inSystemTransaction, onDatabase } from "@/lib/server/context";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { lockClock, setClock } from "@/lib/server/store/clocks";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import { demoOffers } from "../offers";
import type { Random } from "../random";
import { askDemoResellers } from "./asked-resellers";
import type { ResellerIds } from "./company-rows";
import { endConnection } from "./connection-ending";
import type { PlannedStep } from "./history-plan";
import type { SeedHub } from "./hub-names";
import type { Step } from "./hub-story";
import { inviteDemoPeople } from "./invitations";
import { type StatementStep, settleStatements } from "./payments";
import type { Staff } from "./staff";
import { type TaleStep, tellTale } from "./tales";

export type HistoryWorld = { clockId: string; resellerIds: ResellerIds; staff: Staff; random: Random };

/** What happens at one instant: on a hub, at a month's end, with the people of a company, or with statements; or a tale. */
export type HistoryStep = PlannedStep | { kind: "INVITATIONS"; at: Temporal.Instant } | StatementStep | TaleStep;

/** So many of ten activations are done on site, by an installer. */
const onSiteShare = 0.7;

/** Lets the history happen through the services, step by step, each at its own instant of the demo clock. */
export async function runHistory(world: HistoryWorld, steps: HistoryStep[]): Promise<void> {
  const silentSims = new Set<string>();
  for (const step of steps) {
    await setDemoClock(world.clockId, step.at.epochMilliseconds - realNow().epochMilliseconds);
    await takeStep(world, step);
    if (step.kind === "PACKAGE" && step.isUnanswered && step.hub.sim) silentSims.add(step.hub.sim.id);
    await answerSims(world.random, silentSims);
  }
}

/** Sets the demo clock to run `offsetMs` ahead of real time; behind it while negative. It only ever moves forward. */
export async function setDemoClock(clockId: string, offsetMs: number): Promise<void> {
  await inSystemTransaction(async (tx) => {
    const clock = await lockClock(tx, clockId);
    if (!clock) throw new Error("The demo clock is missing.");
    await setClock(tx, { ...clock, offsetMs: BigInt(offsetMs) });
  });
}

async function takeStep(world: HistoryWorld, step: HistoryStep): Promise<void> {
  if (step.kind === "INVITATIONS") {
    await inviteDemoPeople(world.staff);
    return askDemoResellers(world.staff);
  }
  if (step.kind === "PAYMENTS") return settleStatements(step);
  if (step.kind === "DUE") return runEverythingDue();

  if (step.kind === "TALE") {
    const told = await tellTale(world, step);
    if (!told.ok) throw new Error(`${step.tale} at ${step.at}: ${told.refusal}`);
    return;
  }
  const outcome = await act(world, step);
  const what = step.kind === "PACKAGE" ? step.act : step.kind;
  if (!outcome.ok) throw new Error(`${what} on ${step.hub.name} at ${step.at}: ${outcome.refusal}`);
}

async function act(
  world: HistoryWorld,
  step: Exclude<HistoryStep, { kind: "INVITATIONS" } | { kind: "DUE" } | StatementStep | TaleStep>,
): Promise<Outcome<unknown, string>> {
  const { staff, resellerIds } = world;
  switch (step.kind) {
    case "CONNECTION_ENDS": {
      const { reseller, endMonth } = step;
      return endConnection(staff.send(step.dealer, "OWNER"), { resellerId: resellerIds[reseller], endMonth });
    }
    case "MOVE_ASKED": {
      const choice = { hubIds: [step.hub.hubId] };
      return requestMove(staff.send(step.dealer, "OFFICE"), { resellerId: resellerIds[step.to], choice });
    }
    case "PACKAGE":
      return actOn(world, await refOf(step.hub), step.hub, step);
  }
}

async function actOn(
  world: HistoryWorld,
  ref: HubPackageRef,
  hub: SeedHub,
  step: Step,
): Promise<Outcome<unknown, string>> {
  const fromOffice = (): CompanyContext => world.staff.send(hub.dealer, "OFFICE");
  switch (step.act) {
    case "ACTIVATE": {
      const duty = world.random.fraction() < onSiteShare ? "FIELD" : "OFFICE";
      const choice = { offerCode: demoOffers[0].code, resellerId: world.resellerIds[step.payer] };
      return activatePackage(world.staff.send(hub.dealer, duty), { ...ref, ...choice });
    }
    case "DEACTIVATE":
      return deactivatePackage(fromOffice(), ref);
    case "RESUME":
      return resumePackage(fromOffice(), ref);
    case "STOP":
      return stopPackage(fromOffice(), ref);
  }
}

/** Names the hub as a form drawn at this moment would. */
async function refOf({ key, objectId, hubId }: SeedHub): Promise<HubPackageRef> {
  const row = await onDatabase((client) =>
    client.hub.findUniqueOrThrow({ where: { id: key }, select: { version: true } }),
  );
  return { objectId, hubId, version: row.version };
}

/** Lets the mobile network answer what it was told, a few seconds later; `silent` are the SIMs that say nothing. */
async function answerSims(random: Random, silent: ReadonlySet<string>): Promise<void> {
  const sims = await onDatabase((client) =>
    client.ajaxSim.findMany({
      where: { reportedVersion: { lt: client.ajaxSim.fields.desiredVersion } },
      select: { id: true, desiredStatus: true, desiredVersion: true, desiredAt: true },
      orderBy: { iccid: "asc" },
    }),
  );
  for (const { id, desiredStatus, desiredVersion, desiredAt } of sims) {
    if (silent.has(id) || !desiredAt) continue;
    const at = toInstant(desiredAt).add({ milliseconds: random.whole(900, 3_900) });
    await reportSim({ simId: id, status: desiredStatus, version: desiredVersion, at });
  }
}
