import { type Outcome, refuse, succeed } from "./outcome";
import { can, isNarrowed } from "./permissions";
import type { EmployeeRole } from "./roles";

/** The days of a company's calendar on which services may be planned to start, as `YYYY-MM-DD`. */
export type StartDays = { first: string; last: string };

/** From tomorrow, since today is simply Activate, to a year ahead. `zone` is the company's, IANA name. */
export function startDays(now: Temporal.Instant, zone: string): StartDays {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return { first: today.add({ days: 1 }).toString(), last: today.add({ years: 1 }).toString() };
}

/**
 * Decides when services shall start on a day of the company's calendar: with the first instant of that day there, which
 * a clock change may move. Null stands for when the hub first comes online. Refuses a day that is none, over, or too far
 * ahead. Source: PRODUCT F13.
 */
export function decideStartDay(
  day: string | null,
  now: Temporal.Instant,
  zone: string,
): Outcome<Temporal.Instant | null, "START_DAY_INVALID"> {
  if (day === null) return succeed(null);
  const days = startDays(now, zone);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= days.first && day <= days.last && isOnCalendar(day);
  if (!isDay) return refuse("START_DAY_INVALID", days);
  return succeed(Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant());
}

function isOnCalendar(day: string): boolean {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  return (
    month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= new Temporal.PlainDate(year, month, 1).daysInMonth
  );
}

/** In whose name a start is carried out: of somebody who works there no more there is no role. */
export type Planner = { role: EmployeeRole | null; isAssignedOnly: boolean; isAssigned: boolean };

/** Why that person may not: works there no more, has a role without the right, or reaches the object no longer. */
export type PlannerObstacle = "LEFT" | "ROLE" | "UNASSIGNED";

/** Judges whoever planned a start by the rights that person has at the moment it is due. Source: PRODUCT, section 5, F13. */
export function obstacleOf({ role, isAssigned, ...company }: Planner): PlannerObstacle | null {
  if (!role) return "LEFT";
  const actor = { role, side: "dealer" as const };
  if (!can(actor, "package:manage")) return "ROLE";
  return isNarrowed(actor, company) && !isAssigned ? "UNASSIGNED" : null;
}
