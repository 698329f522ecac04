import { type BillingMonth, billingMonthOf, daysInMonth } from "./billing-month";

/** One run on the ruler, as it is or as an act would make it. */
export type RulerFacts = {
  now: Temporal.Instant;
  /** The package's billing zone (IANA name): days and month are those of its wall clock. */
  zone: string;
  /** When services came on, or will; null where nothing runs or ran. */
  liveSince: Temporal.Instant | null;
  /** When they go or went off; null where no end is set. */
  endsAt: Temporal.Instant | null;
  /** When the end was decided; null where there is nothing to mark. */
  decidedAt: Temporal.Instant | null;
};

export type RulerSegment = { kind: "USED" | "RUNS" | "OFF"; from: number; to: number };

/** `date` is `YYYY-MM-DD`. The tick stands where the day begins. */
export type RulerTick = { date: string; at: number; isLong: boolean };

/** All positions are fractions of the ruler's length, 0 to 1, from the start of reading. */
export type MonthRuler = {
  month: BillingMonth;
  ticks: RulerTick[];
  segments: RulerSegment[];
  now: number;
  /** Where the new month begins. */
  monthEnd: number;
  /** Where services end; null if they do not, or not within the ruler. */
  notch: number | null;
  decided: number | null;
};

const DAYS_AFTER_MONTH = 6;
const DAYS_PER_LONG_TICK = 5;

/**
 * Lays out the month ruler: the month of `now`, from its first day to six days after its end, every day equally long
 * (a clock change shows in no tick). Source: LOOK section 5.
 */
export function layOutMonthRuler(facts: RulerFacts): MonthRuler {
  const { now, zone, endsAt, decidedAt } = facts;
  const month = billingMonthOf(now, zone);
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const days = daysInMonth(month) + DAYS_AFTER_MONTH;
  const place = (instant: Temporal.Instant) => positionOf(instant, zone, first) / days;

  return {
    month,
    ticks: Array.from({ length: days + 1 }, (_, day) => ({
      date: first.add({ days: day }).toString(),
      at: day / days,
      isLong: day % DAYS_PER_LONG_TICK === 0,
    })),
    segments: segmentsOf(facts, place),
    now: place(now),
    monthEnd: daysInMonth(month) / days,
    notch: endsAt && onRuler(place(endsAt)),
    decided: decidedAt && onRuler(place(decidedAt)),
  };
}

/** Counts days from `first` to an instant, with the part of its day that has passed on the wall clock's own day length. */
function positionOf(instant: Temporal.Instant, zone: string, first: Temporal.PlainDate): number {
  const local = instant.toZonedDateTimeISO(zone);
  const wholeDays = first.until(local.toPlainDate(), { largestUnit: "days" }).days;
  const sinceMidnight = instant.since(local.startOfDay().toInstant()).total("hours");
  return wholeDays + sinceMidnight / local.hoursInDay;
}

function segmentsOf(facts: RulerFacts, place: (instant: Temporal.Instant) => number): RulerSegment[] {
  const now = place(facts.now);
  const since = facts.liveSince ? place(facts.liveSince) : null;
  const end = facts.endsAt ? place(facts.endsAt) : 1;
  if (since === null || since >= 1) return cut([{ kind: "OFF", from: 0, to: 1 }]);
  return cut([
    { kind: "USED", from: since, to: Math.min(now, end) },
    { kind: "RUNS", from: Math.max(now, since), to: end },
    { kind: "OFF", from: end, to: 1 },
  ]);
}

/** Keeps what lies on the ruler and has a length. */
function cut(segments: RulerSegment[]): RulerSegment[] {
  return segments
    .map(({ kind, from, to }) => ({ kind, from: Math.max(0, from), to: Math.min(1, to) }))
    .filter(({ from, to }) => from < to);
}

function onRuler(position: number): number | null {
  return position >= 0 && position <= 1 ? position : null;
}
