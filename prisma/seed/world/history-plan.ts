import { type BillingMonth, billingMonthOf, nextMonth } from "@/lib/domain/billing-month";
import { boundariesBetween } from "@/lib/domain/rollover-plan";
import { type DealerKey, demoCompanies, demoConnections, type ResellerKey } from "../companies";
import type { Random } from "../random";
import { type Calendar, openCalendar } from "./calendar";
import type { SeedHub } from "./hub-names";
import { type Step, stepsOf } from "./hub-story";

/** A dealer tells a reseller that their connection ends with the month after the one they live in. */
export type ConnectionEnding = { dealer: DealerKey; reseller: ResellerKey };

export type PlannedStep = { at: Temporal.Instant } & (
  | (Step & { kind: "PACKAGE"; hub: SeedHub })
  | (ConnectionEnding & { kind: "CONNECTION_ENDS"; hub: SeedHub; endMonth: BillingMonth })
  | { kind: "MOVE_ASKED"; dealer: DealerKey; to: ResellerKey; hub: SeedHub }
  | { kind: "DUE" }
);

const connectionEndsDaysAgo = 9;
/** The share of the present month after which another reseller is asked for the hubs of the ending connection. */
const moveAskedAfter = 0.9;

export type History = { begin: Temporal.Instant; steps: PlannedStep[] };

/**
 * Lists everything that happens from the first instant of the oldest month to `now`, in order. Month boundaries stand
 * in it as moments to end what is due, before anything else at that instant.
 */
export function planHistory(random: Random, hubs: SeedHub[], now: Temporal.Instant): History {
  const calendars = openCalendars(random, hubs, now);
  const begin = [...calendars.values()].map((calendar) => calendar.begin).sort(Temporal.Instant.compare)[0] ?? now;
  const zones = [...calendars.keys()].map((dealer) => demoCompanies[dealer].timeZone);
  const boundaries = boundariesBetween(begin, now, zones).map(({ at }) => ({ at, kind: "DUE" as const }));

  const returns = new Map<DealerKey, number>();
  const steps = hubs.flatMap((hub, index) => {
    const calendar = calendars.get(hub.dealer);
    if (!calendar) return [];
    const comesBack = hub.story === "RETURNED" || hub.story === "LEFT";
    const round = returns.get(hub.dealer) ?? 0;
    if (comesBack) returns.set(hub.dealer, round + 1);
    return plannedFor(hub, stepsOf(hub, { random, calendar, now, index, round }), calendar, now);
  });
  return { begin, steps: [...boundaries, ...steps].sort((a, b) => Temporal.Instant.compare(a.at, b.at)) };
}

function openCalendars(random: Random, hubs: SeedHub[], now: Temporal.Instant): Map<DealerKey, Calendar> {
  const dealers = new Set(hubs.filter(({ payer }) => payer !== undefined).map(({ dealer }) => dealer));
  return new Map([...dealers].map((dealer) => [dealer, openCalendar(random, demoCompanies[dealer].timeZone, now)]));
}

function plannedFor(hub: SeedHub, steps: Step[], calendar: Calendar, now: Temporal.Instant): PlannedStep[] {
  const planned: PlannedStep[] = steps.map((step) => ({ ...step, kind: "PACKAGE", hub }));
  if (hub.state === "ACTIVATION_FAILED") planned.push(...steps.map(({ at }) => dueADayAfter(at)));
  if (hub.state === "CONNECTION_ENDING" && hub.payer) {
    planned.push(...leaving({ ...hub, payer: hub.payer }, calendar, now));
  }
  return planned;
}

function leaving(hub: SeedHub & { payer: ResellerKey }, calendar: Calendar, now: Temporal.Instant): PlannedStep[] {
  const { dealer, payer: reseller } = hub;
  const at = now.subtract({ hours: connectionEndsDaysAgo * 24 });
  const endMonth = nextMonth(billingMonthOf(at, demoCompanies[dealer].timeZone));
  const other = demoConnections.find((connection) => connection.dealer === dealer && connection.reseller !== reseller);
  if (!other) throw new Error(`${dealer} has nobody else who could be billed.`);
  return [
    { kind: "CONNECTION_ENDS", dealer, reseller, hub, endMonth, at },
    { kind: "MOVE_ASKED", dealer, to: other.reseller, hub, at: calendar.soFar(moveAskedAfter) },
  ];
}

function dueADayAfter(activatedAt: Temporal.Instant): PlannedStep {
  return { at: activatedAt.add({ hours: 24, minutes: 1 }), kind: "DUE" };
}
