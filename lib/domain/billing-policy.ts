import { type BillingMonth, daysInMonth } from "./billing-month";

export type BillingPolicy = "FULL_MONTH" | "DAILY";

/**
 * One run of a package as billing sees it: live from the SIM's first report to its end (rule B2). `confirmedAt` is null
 * for a run that never reported and `endedAt` for one without an end; dates are those of the run's own frozen zone.
 */
export type BilledRun = {
  zone: string;
  confirmedAt: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
};

/** Local dates from the hub's first confirmation with this reseller on, free of charge, once per hub and reseller (B7). */
export type Trial = { startsOn: Temporal.PlainDate; days: number };

export type BillingTerms = {
  policy: BillingPolicy;
  /** One month's fee in minor units of the reseller's currency. */
  feeMinor: number;
  trial: Trial | null;
};

/** What one hub costs one reseller in one month. Days are local dates; a date counts once over all runs. */
export type MonthCharge = { liveDays: number; trialDays: number; billedDays: number; feeMinor: number };

/**
 * Computes the month's charge over all runs of a hub with one reseller. FULL_MONTH: one fee as soon as one live date
 * lies outside the trial (B3). DAILY: fee × billed days ÷ days of the month, half up (B4).
 */
export function chargeFor(month: BillingMonth, runs: readonly BilledRun[], terms: BillingTerms): MonthCharge {
  const live = datesLive(month, runs);
  const trialDays = [...live].filter((date) => isInTrial(date, terms.trial)).length;
  const billedDays = live.size - trialDays;
  return { liveDays: live.size, trialDays, billedDays, feeMinor: feeFor(month, billedDays, terms) };
}

/** What one date of a month is for an account: not live, live and free, or live and billed. */
export type DayMark = "NONE" | "FREE" | "BILLED";

/**
 * Marks every date of a month. A trial begins with the first confirmation, so its `freeDays` in the month are the first
 * ones that are live.
 */
export function markDays(month: BillingMonth, runs: readonly BilledRun[], freeDays: number): DayMark[] {
  const live = datesLive(month, runs);
  let free = freeDays;
  return datesOf(month).map((date) => {
    if (!live.has(date)) return "NONE";
    free -= 1;
    return free >= 0 ? "FREE" : "BILLED";
  });
}

/** Returns the trial that begins with a hub's first confirmation with a reseller; null where none was agreed. */
export function trialFrom(confirmedAt: Temporal.Instant, zone: string, days: number): Trial | null {
  return days > 0 ? { startsOn: confirmedAt.toZonedDateTimeISO(zone).toPlainDate(), days } : null;
}

function feeFor(month: BillingMonth, billedDays: number, { policy, feeMinor }: BillingTerms): number {
  if (billedDays === 0) return 0;
  if (policy === "FULL_MONTH") return feeMinor;

  const days = daysInMonth(month);
  return Math.floor((2 * feeMinor * billedDays + days) / (2 * days));
}

function datesLive(month: BillingMonth, runs: readonly BilledRun[]): Set<string> {
  return new Set(runs.flatMap((run) => liveDates(run, month)));
}

function liveDates({ zone, confirmedAt, endedAt }: BilledRun, month: BillingMonth): string[] {
  if (!confirmedAt || (endedAt && Temporal.Instant.compare(confirmedAt, endedAt) >= 0)) return [];

  const first = confirmedAt.toZonedDateTimeISO(zone).toPlainDate();
  const last = endedAt?.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate() ?? null;
  return datesOf(month).filter((date) => {
    const hasBegun = Temporal.PlainDate.compare(first, date) <= 0;
    return hasBegun && (last === null || Temporal.PlainDate.compare(date, last) <= 0);
  });
}

function datesOf(month: BillingMonth): string[] {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return Array.from({ length: daysInMonth(month) }, (_, day) => first.add({ days: day }).toString());
}

function isInTrial(date: string, trial: Trial | null): boolean {
  if (!trial) return false;

  const dayOfTrial = trial.startsOn.until(date, { largestUnit: "days" }).days;
  return dayOfTrial >= 0 && dayOfTrial < trial.days;
}
