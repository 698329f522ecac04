import { type Outcome, type RefusalParams, refuse, succeed } from "./outcome";
import type { SimSlot, SlotSim } from "./sim-status";

/** A dealer's connection as an activation sees it. WAITING is a request the reseller has not answered. */
export type ConnectionFact = {
  connectionId: string;
  resellerId: string;
  resellerName: string;
  state: "OPEN" | "ENDING" | "CLOSED" | "WAITING";
};

export type ResellerRefusal = "NO_RESELLER" | "RESELLER_REQUIRED" | "RESELLER_NOT_USABLE";

export type SimRefusal =
  | "SIM_MISSING"
  | "SIM_FOREIGN"
  | "SIM_LOCKED"
  | "SIM_DEFECTIVE"
  | "SIM_IN_OTHER_HUB"
  | "SIM_RETIRED"
  | "SIM_NUMBER_NEEDED";

/**
 * Settles who is billed. A single usable reseller is taken, several demand that one is requested, and one whose
 * connection is ending is listed but not usable. `last` is the reseller of the run before: a page passes it to
 * preselect, a command leaves it out, so that nobody is billed by memory alone.
 * Source: services manual, "Activating", step 6.
 */
export function chooseReseller(
  connections: readonly ConnectionFact[],
  requestedResellerId?: string | null,
  lastResellerId?: string | null,
): Outcome<ConnectionFact, ResellerRefusal> {
  const usable = connections.filter(isUsable);
  if (requestedResellerId) return requestedReseller(connections, requestedResellerId);
  if (usable.length === 0) return refuseNoUsable(connections);

  const chosen = usable.length === 1 ? usable[0] : usable.find(({ resellerId }) => resellerId === lastResellerId);
  return chosen ? succeed(chosen) : refuse("RESELLER_REQUIRED");
}

/** Tells whether a package may start through a connection: ENDING ones only serve the packages that run. */
export function isUsable(connection: ConnectionFact): boolean {
  return connection.state === "OPEN";
}

function requestedReseller(
  connections: readonly ConnectionFact[],
  requestedResellerId: string,
): Outcome<ConnectionFact, ResellerRefusal> {
  const asked = connections.filter(({ resellerId }) => resellerId === requestedResellerId);
  const chosen = asked.find(isUsable);
  if (chosen) return succeed(chosen);

  const known = asked[0];
  return known ? refuseUnusable(known) : refuse("RESELLER_NOT_USABLE", { state: "CLOSED" });
}

/** Says "no reseller" only to who never had one that is still there: an ending connection gets its own sentence. */
function refuseNoUsable(connections: readonly ConnectionFact[]) {
  const ending = connections.find(({ state }) => state === "ENDING");
  return ending ? refuseUnusable(ending) : refuse("NO_RESELLER");
}

function refuseUnusable({ resellerName, state }: ConnectionFact) {
  return refuse("RESELLER_NOT_USABLE", { reseller: resellerName, state });
}

export type SlotFacts = { sims: readonly SlotSim[]; activeSlot: SimSlot | null; isHubOnline: boolean };

/**
 * Settles which SIM the package belongs to: the requested slot, else the active one, else the other one if only that
 * is usable. An offline hub is no obstacle as long as the number of its SIM is known.
 */
export function chooseSim(facts: SlotFacts, requestedSlot?: SimSlot | null): Outcome<SlotSim, SimRefusal> {
  const candidates = requestedSlot ? facts.sims.filter(({ slot }) => slot === requestedSlot) : activeFirst(facts);
  const chosen = candidates.find((sim) => simProblems(sim, facts.isHubOnline).length === 0);
  if (chosen) return succeed(chosen);

  const problem = candidates.flatMap((sim) => simProblems(sim, facts.isHubOnline))[0];
  return problem
    ? refuse(problem.code, problem.params)
    : refuse(facts.isHubOnline ? "SIM_MISSING" : "SIM_NUMBER_NEEDED");
}

export type SimProblem = { code: SimRefusal; params: RefusalParams };

/** Lists everything that keeps the hub's SIMs from carrying a package, active slot first; empty once one of them can. */
export function slotProblems(facts: SlotFacts): SimProblem[] {
  const perSim = activeFirst(facts).map((sim) => simProblems(sim, facts.isHubOnline));
  if (perSim.length === 0) return [{ code: facts.isHubOnline ? "SIM_MISSING" : "SIM_NUMBER_NEEDED", params: {} }];
  return perSim.some((problems) => problems.length === 0) ? [] : perSim.flat();
}

/** Lists everything that keeps one SIM from carrying a package. */
export function simProblems(sim: Omit<SlotSim, "simId">, isHubOnline: boolean): SimProblem[] {
  const params = { slot: sim.slot };
  if (sim.kind === "OTHER_OPERATOR") return [{ code: "SIM_FOREIGN", params }];

  const problems: SimProblem[] = [];
  if (sim.isRetired) problems.push({ code: "SIM_RETIRED", params });
  if (sim.isServingOtherHub) problems.push({ code: "SIM_IN_OTHER_HUB", params });
  if (sim.condition === "DEFECTIVE") problems.push({ code: "SIM_DEFECTIVE", params });
  if (sim.condition === "PIN_LOCKED") problems.push({ code: "SIM_LOCKED", params });
  if (!isHubOnline && !sim.isNumberKnown) problems.push({ code: "SIM_NUMBER_NEEDED", params });
  return problems;
}

function activeFirst({ sims, activeSlot }: SlotFacts): SlotSim[] {
  return [...sims].sort((a, b) => rank(a.slot, activeSlot) - rank(b.slot, activeSlot));
}

function rank(slot: SimSlot, activeSlot: SimSlot | null): number {
  return slot === activeSlot ? 0 : slot;
}
