import { expect, it } from "vitest";
import { advanceTarget, type ClockTarget } from "./clock-advance";
import { refuse, succeed } from "./outcome";
import { at } from "./testing/packages";

const kyiv = "Europe/Kyiv";
const rows: { now: string; target: ClockTarget; next: string | null }[] = [
  { now: "2026-11-22T13:00:00Z", target: { to: "NEXT_HOUR" }, next: "2026-11-22T14:00:00Z" },
  { now: "2026-10-24T23:30:00Z", target: { to: "NEXT_DAY" }, next: "2026-10-25T23:30:00Z" },
  { now: "2026-11-22T13:00:00Z", target: { to: "LAST_MINUTE", zone: kyiv }, next: "2026-11-30T21:59:00Z" },
  { now: "2026-11-30T21:59:00Z", target: { to: "LAST_MINUTE", zone: kyiv }, next: null },
  { now: "2026-11-30T21:59:30Z", target: { to: "LAST_MINUTE", zone: kyiv }, next: null },
  { now: "2026-11-30T22:00:00Z", target: { to: "LAST_MINUTE", zone: kyiv }, next: "2026-12-31T21:59:00Z" },
  { now: "2026-11-30T21:59:30Z", target: { to: "OVER_BOUNDARY", zone: kyiv }, next: "2026-11-30T22:00:00Z" },
  { now: "2026-11-30T22:00:00Z", target: { to: "OVER_BOUNDARY", zone: kyiv }, next: "2026-12-31T22:00:00Z" },
  {
    now: "2026-11-30T12:00:00Z",
    target: { to: "OVER_BOUNDARY", zone: "Pacific/Auckland" },
    next: "2026-12-31T11:00:00Z",
  },
  {
    now: "2026-11-22T13:00:00Z",
    target: { to: "INSTANT", at: at("2028-02-29T00:00:00Z") },
    next: "2028-02-29T00:00:00Z",
  },
  { now: "2026-11-22T13:00:00Z", target: { to: "INSTANT", at: at("2026-11-22T13:00:00Z") }, next: null },
  { now: "2026-11-22T13:00:00Z", target: { to: "INSTANT", at: at("2026-11-22T12:59:59Z") }, next: null },
];

it.each(rows)("from $now, $target.to: $next", ({ now, target, next }) => {
  expect(advanceTarget(at(now), target)).toEqual(next ? succeed(at(next)) : refuse("CLOCK_BACKWARD"));
});
