import type { ResellerKey } from "../companies";
import type { HubState } from "../hub-states";
import type { Random } from "../random";
import type { Calendar, MonthNumber } from "./calendar";
import type { SeedHub } from "./hub-names";

/** One act of a person on a hub's package. `isUnanswered`: the SIM has said nothing since. */
export type Step = { at: Temporal.Instant; isUnanswered?: boolean } & (
  | { act: "ACTIVATE"; payer: ResellerKey }
  | { act: "DEACTIVATE" | "RESUME" | "STOP" }
);

/** What a hub's story is told with. `index` and `round` count hubs, and those that come back, so that dates differ. */
export type Telling = { random: Random; calendar: Calendar; now: Temporal.Instant; index: number; round: number };

/** Months with which the packages of hubs that come back end; two such hubs of a zone give each month an end. */
const endingMonths: MonthNumber[][] = [
  [1, 3, 5],
  [2, 4],
];
const firstMonths: MonthNumber[] = [1, 2, 3, 4];
const earlyMonths: MonthNumber[] = [1, 2];

const activatingHours = 5;
const failedHours = 30;
const newDays = 3;
const switchingOffMinutes = 2;

/** Lists the acts that lead a hub through its story to its state at `now`, in order; none for one never activated. */
export function stepsOf(hub: SeedHub, telling: Telling): Step[] {
  const { payer, state } = hub;
  if (!payer) return [];
  return [...storyOf(hub, payer, telling), ...lastStepOf(state, telling)];
}

function storyOf(hub: SeedHub, payer: ResellerKey, telling: Telling): Step[] {
  const { now, calendar, index } = telling;
  const activateAt = (at: Temporal.Instant): Step => ({ at, act: "ACTIVATE", payer });
  const unanswered = (hours: number) => [{ ...activateAt(now.subtract({ hours })), isUnanswered: true }];
  if (hub.state === "ACTIVATING") return unanswered(activatingHours);
  if (hub.state === "ACTIVATION_FAILED") return unanswered(failedHours);

  const early = activateAt(calendar.onDay(earlyMonths[index % 2] ?? 1, 2, 24));
  switch (hub.story) {
    case "NEW":
      return [activateAt(now.subtract({ hours: newDays * 24 }))];
    case "RESUMED":
      return [
        early,
        { at: calendar.onDay(4, 4, 10), act: "DEACTIVATE" },
        { at: calendar.onDay(4, 13, 24), act: "RESUME" },
      ];
    case "RESTARTED":
      return [early, { at: calendar.onDay(5, 6, 12), act: "STOP" }, activateAt(calendar.onDay(5, 14, 22))];
    case "RETURNED":
    case "LEFT":
      return roundsOf(hub, payer, telling);
    default:
      return [activateAt(calendar.onDay(firstMonths[index % firstMonths.length] ?? 1, 2, 24))];
  }
}

/** A package ends with each of its months and is activated again in the next; the first run may have another payer. */
function roundsOf(hub: SeedHub, payer: ResellerKey, { calendar, round }: Telling): Step[] {
  const ends = endingMonths[round % endingMonths.length] ?? [];
  const steps: Step[] = [{ at: calendar.onDay(1, 2, 8), act: "ACTIVATE", payer: hub.formerPayer ?? payer }];
  for (const month of ends) {
    steps.push({ at: calendar.onDay(month, 12, 24), act: "DEACTIVATE" });
    const isLast = month === ends.at(-1);
    if (isLast && hub.story === "LEFT") break;
    steps.push({ at: calendar.onDay((month + 1) as MonthNumber, 2, 8), act: "ACTIVATE", payer });
  }
  return steps;
}

function lastStepOf(state: HubState, { calendar, random, now }: Telling): Step[] {
  switch (state) {
    case "EXPIRES_SOON":
      return [{ at: calendar.soFar(0.3 + 0.5 * random.fraction()), act: "DEACTIVATE" }];
    case "STOPPED_THIS_MONTH":
      return [{ at: calendar.soFar(0.4 + 0.5 * random.fraction()), act: "STOP" }];
    case "ENDED_AT_BOUNDARY":
      return [{ at: calendar.onDay(6, 5, 24), act: "DEACTIVATE" }];
    case "STILL_SWITCHING_OFF":
      return [{ at: now.subtract({ minutes: switchingOffMinutes }), act: "STOP", isUnanswered: true }];
    default:
      return [];
  }
}
