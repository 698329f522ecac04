import {
  type ConnectionFact,
  chooseReseller,
  chooseSim,
  type ResellerRefusal,
  type SimRefusal,
  type SlotFacts,
  slotProblems,
} from "./activation-choices";
import { type Outcome, type RefusalParams, refuse, succeed } from "./outcome";
import { type ActivateRefusal, type Active, activate, type PackageState } from "./package-lifecycle";
import type { SimSlot, SlotSim } from "./sim-status";

/** Everything an activation depends on, read in one transaction. Names are those the refusals' sentences show. */
export type ActivationFacts = SlotFacts & {
  companyName: string;
  ownerName: string;
  isEnrolled: boolean;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** `YYYY-MM-DD`; null while the country takes new activations. */
  countryClosedOn: string | null;
  billingZone: string;
  connections: readonly ConnectionFact[];
  /** The live package on the hub at `now`, whoever holds it; null if there is none. */
  live: { isOwn: true; activatedAt: Temporal.Instant; activatedBy: string } | { isOwn: false } | null;
  /** When this hub was stopped, and activated, in the last 24 hours; older instants do no harm. */
  recentStops: readonly Temporal.Instant[];
  recentActivations: readonly Temporal.Instant[];
  /** End of a running configuration transfer; null if none runs. */
  busyUntil: Temporal.Instant | null;
};

export type ActivationRefusal =
  | ActivateRefusal
  | ResellerRefusal
  | SimRefusal
  | "NOT_ENROLLED"
  | "COUNTRY_CLOSED"
  | "MANAGED_ELSEWHERE"
  | "HUB_BUSY"
  | "COOL_DOWN";

export type ActivationObstacle = { code: ActivationRefusal; params: RefusalParams };

/** What the person chose; null or nothing where the portal may choose. */
export type ActivationRequest = { resellerId?: string | null; slot?: SimSlot | null };

export type ActivationDecision = { state: Active; connection: ConnectionFact; sim: SlotSim };

const COOL_DOWN_ROUNDS = 3;
const COOL_DOWN_HOURS = 24;

/**
 * Lists everything that stands in the way of an activation, in a stable order: hub, company, payer, SIM, pace.
 * The first entry is the refusal a command would get. A choice that is merely still open (which of several resellers)
 * is no obstacle.
 */
export function activationObstacles(facts: ActivationFacts, now: Temporal.Instant): ActivationObstacle[] {
  return [
    ...hubObstacles(facts, now),
    ...companyObstacles(facts),
    ...payerObstacles(facts),
    ...slotProblems(facts),
    ...coolDownObstacles(facts, now),
  ];
}

/**
 * Lists what stands in the way of planning an activation for when the hub first comes online. Its SIM and its pace are
 * looked at when that happens, with everything else once more. Source: PRODUCT F13.
 */
export function planObstacles(facts: ActivationFacts, now: Temporal.Instant): ActivationObstacle[] {
  return [...hubObstacles(facts, now), ...companyObstacles(facts), ...payerObstacles(facts)];
}

/** Decides whether an activation may be planned, and settles who is billed once it happens. */
export function decidePlan(
  facts: ActivationFacts,
  { resellerId }: ActivationRequest,
  now: Temporal.Instant,
): Outcome<ConnectionFact, ActivationRefusal> {
  const obstacle = planObstacles(facts, now)[0];
  return obstacle ? refuse(obstacle.code, obstacle.params) : chooseReseller(facts.connections, resellerId);
}

/**
 * Decides one activation: the first obstacle is the refusal, otherwise payer and SIM are settled and the new run is
 * made. `stored` is the company's own latest package on the hub.
 * Source: services manual, "Activating"; PRODUCT J9.
 */
export function decideActivation(
  facts: ActivationFacts,
  request: ActivationRequest,
  stored: PackageState,
  now: Temporal.Instant,
): Outcome<ActivationDecision, ActivationRefusal> {
  const obstacle = activationObstacles(facts, now)[0];
  if (obstacle) return refuse(obstacle.code, obstacle.params);

  const reseller = chooseReseller(facts.connections, request.resellerId);
  if (!reseller.ok) return reseller;
  const sim = chooseSim(facts, request.slot);
  if (!sim.ok) return sim;

  const terms = { resellerId: reseller.value.resellerId, billingZone: facts.billingZone };
  const activated = activate(stored, terms, now);
  return activated.ok ? succeed({ state: activated.value, connection: reseller.value, sim: sim.value }) : activated;
}

function hubObstacles({ live, busyUntil }: ActivationFacts, now: Temporal.Instant): ActivationObstacle[] {
  const obstacles: ActivationObstacle[] = [];
  if (live?.isOwn) {
    const params = { date: live.activatedAt.toString(), name: live.activatedBy };
    obstacles.push({ code: "PACKAGE_ALREADY_LIVE", params });
  } else if (live) {
    obstacles.push({ code: "MANAGED_ELSEWHERE", params: {} });
  }
  if (busyUntil && Temporal.Instant.compare(now, busyUntil) < 0) {
    obstacles.push({ code: "HUB_BUSY", params: { time: busyUntil.toString() } });
  }
  return obstacles;
}

function companyObstacles(facts: ActivationFacts): ActivationObstacle[] {
  const obstacles: ActivationObstacle[] = [];
  if (!facts.isEnrolled) {
    obstacles.push({ code: "NOT_ENROLLED", params: { company: facts.companyName, owner: facts.ownerName } });
  }
  if (facts.countryClosedOn) {
    obstacles.push({ code: "COUNTRY_CLOSED", params: { country: facts.country, date: facts.countryClosedOn } });
  }
  return obstacles;
}

function payerObstacles({ connections, companyName }: ActivationFacts): ActivationObstacle[] {
  const choice = chooseReseller(connections);
  if (choice.ok || choice.refusal === "RESELLER_REQUIRED") return [];
  return [{ code: choice.refusal, params: choice.params ?? { company: companyName } }];
}

function coolDownObstacles(facts: ActivationFacts, now: Temporal.Instant): ActivationObstacle[] {
  const until = coolDownUntil(facts.recentStops, facts.recentActivations, now);
  return until ? [{ code: "COOL_DOWN", params: { time: until.toString() } }] : [];
}

/**
 * Returns when a hub may be activated again after three stops and three activations within 24 hours, or null if it may
 * at once. The window slides: the oldest of the three gives way first. Source: RELIABILITY T-31.
 */
export function coolDownUntil(
  stops: readonly Temporal.Instant[],
  activations: readonly Temporal.Instant[],
  now: Temporal.Instant,
): Temporal.Instant | null {
  const stop = thirdLatest(stops);
  const activation = thirdLatest(activations);
  if (!stop || !activation) return null;

  const givesWayFirst = Temporal.Instant.compare(stop, activation) < 0 ? stop : activation;
  const until = givesWayFirst.add({ hours: COOL_DOWN_HOURS });
  return Temporal.Instant.compare(now, until) < 0 ? until : null;
}

function thirdLatest(instants: readonly Temporal.Instant[]): Temporal.Instant | undefined {
  return [...instants].sort(Temporal.Instant.compare).at(-COOL_DOWN_ROUNDS);
}
