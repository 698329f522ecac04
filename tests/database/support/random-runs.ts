import fc from "fast-check";
import { type BillingMonth, startOfMonth } from "@/lib/domain/billing-month";
import type { RunOfTest } from "./billing";

/**
 * Zones and months in which every local date is one stretch of time, as in all rules since 2012: before, some clocks went
 * back over midnight, and an hour belonged to two dates in turn.
 */
export const anyZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
export const anyMonth = fc
  .record({ year: fc.integer({ min: 2012, max: 2045 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, "0")}` as BillingMonth);

const hourMs = 3_600_000;

type Piece = { gapMs: number; lengthMs: number; waitMs: number; zone: string; isConfirmed: boolean };

/** Mostly long and short, seldom nothing at all: ends and starts that meet, and runs of no length, are among them. */
const anyLength = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 45 * 24 * hourMs }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 30 * hourMs }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
);

/**
 * Draws the runs of one hub around a month: one after the other, confirmed or not, in one zone or several, the last with
 * an end or without. Some begin or end exactly at the month's boundary.
 */
export function runsAround(month: BillingMonth, zones: fc.Arbitrary<string>): fc.Arbitrary<RunOfTest[]> {
  const piece: fc.Arbitrary<Piece> = fc.record({
    gapMs: anyLength,
    lengthMs: anyLength,
    waitMs: fc.integer({ min: 0, max: 20 * hourMs }),
    zone: zones,
    isConfirmed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  });
  return fc
    .record({
      pieces: fc.array(piece, { minLength: 1, maxLength: 4 }),
      begin: fc.integer({ min: -60 * 24 * hourMs, max: 25 * 24 * hourMs }),
      isOpen: fc.boolean(),
      isAtBoundary: fc.boolean(),
    })
    .map(({ pieces, begin, isOpen, isAtBoundary }) => {
      const boundary = startOfMonth(month, pieces[0]?.zone ?? "UTC");
      let at = isAtBoundary ? boundary : boundary.add({ milliseconds: begin });
      return pieces.map(({ gapMs, lengthMs, waitMs, zone, isConfirmed }, index) => {
        const activatedAt = at;
        const isLast = index === pieces.length - 1;
        const confirmedAt = isConfirmed ? at.add({ milliseconds: Math.min(waitMs, lengthMs) }) : null;
        const endedAt = isLast && isOpen ? null : at.add({ milliseconds: lengthMs });
        // Two runs may meet, but a run of no length would stand in the other's way.
        at = at.add({ milliseconds: lengthMs + Math.max(gapMs, 1) });
        return { zone, activatedAt, confirmedAt, endedAt };
      });
    });
}
