import { describe, expect, it } from "vitest";
import { layOutMonthRuler, type RulerFacts } from "./month-ruler";
import { at } from "./testing/packages";

const kyiv = "Europe/Kyiv";
const now = at("2026-11-22T10:00:00Z"); // Noon of the 22nd in Kyiv, so 21.5 of 36 days have passed.
const nowAt = 21.5 / 36;
const monthEnd = 30 / 36;
const since = at("2026-09-10T08:00:00Z");
const end = at("2026-11-30T22:00:00Z");

function ruler(changes: Partial<RulerFacts> = {}) {
  return layOutMonthRuler({ now, zone: kyiv, liveSince: since, endsAt: null, decidedAt: null, ...changes });
}

describe("the month ruler", () => {
  it.each([
    {
      act: "runs on",
      facts: {},
      segments: [
        ["USED", 0, nowAt],
        ["RUNS", nowAt, 1],
      ],
      notch: null,
    },
    {
      act: "Deactivate",
      facts: { endsAt: end, decidedAt: now },
      segments: [
        ["USED", 0, nowAt],
        ["RUNS", nowAt, monthEnd],
        ["OFF", monthEnd, 1],
      ],
      notch: monthEnd,
    },
    {
      act: "Stop now",
      facts: { endsAt: now },
      segments: [
        ["USED", 0, nowAt],
        ["OFF", nowAt, 1],
      ],
      notch: nowAt,
    },
    {
      act: "Activate",
      facts: { liveSince: now },
      segments: [["RUNS", nowAt, 1]],
      notch: null,
    },
    {
      act: "activated this month",
      facts: { liveSince: at("2026-11-05T22:00:00Z") },
      segments: [
        ["USED", 5 / 36, nowAt],
        ["RUNS", nowAt, 1],
      ],
      notch: null,
    },
    {
      act: "stopped earlier this month",
      facts: { liveSince: since, endsAt: at("2026-11-10T22:00:00Z") },
      segments: [
        ["USED", 0, 10 / 36],
        ["OFF", 10 / 36, 1],
      ],
      notch: 10 / 36,
    },
    {
      act: "ended with an earlier month",
      facts: { endsAt: at("2026-10-31T22:00:00Z").subtract({ hours: 1 }) },
      segments: [["OFF", 0, 1]],
      notch: null,
    },
    {
      act: "ends with a connection, a month later",
      facts: { endsAt: at("2026-12-31T22:00:00Z") },
      segments: [
        ["USED", 0, nowAt],
        ["RUNS", nowAt, 1],
      ],
      notch: null,
    },
    { act: "never ran", facts: { liveSince: null }, segments: [["OFF", 0, 1]], notch: null },
  ])("$act", ({ facts, segments, notch }) => {
    const drawn = ruler(facts);
    expect(drawn.segments.map(({ kind, from, to }) => [kind, from, to])).toEqual(segments);
    expect(drawn.notch).toBe(notch);
    expect(drawn.now).toBe(nowAt);
    expect(drawn.monthEnd).toBe(monthEnd);
  });

  it("marks when the end was decided, unless that was another month", () => {
    expect(ruler({ endsAt: end, decidedAt: at("2026-11-11T10:00:00Z") }).decided).toBe(10.5 / 36);
    expect(ruler({ endsAt: end, decidedAt: at("2026-10-11T10:00:00Z") }).decided).toBeNull();
    expect(ruler().decided).toBeNull();
  });

  it("has a tick a day, long every five, to six days after the month", () => {
    const { month, ticks } = ruler();
    expect(month).toBe("2026-11");
    expect(ticks).toHaveLength(37);
    expect(ticks[0]).toEqual({ date: "2026-11-01", at: 0, isLong: true });
    expect(ticks[30]).toEqual({ date: "2026-12-01", at: monthEnd, isLong: true });
    expect(ticks[36]).toEqual({ date: "2026-12-07", at: 1, isLong: false });
    expect(ticks.filter(({ isLong }) => isLong).map(({ date }) => date.slice(8))).toEqual([
      "01",
      "06",
      "11",
      "16",
      "21",
      "26",
      "01",
      "06",
    ]);
  });

  it.each([
    { what: "the day of 25 hours", zone: "Europe/Rome", when: "2026-10-25T11:30:00Z", place: (24 + 13.5 / 25) / 37 },
    {
      what: "the day of 23 hours",
      zone: "Pacific/Auckland",
      when: "2026-09-26T23:30:00Z",
      place: (26 + 11.5 / 23) / 36,
    },
    { what: "midnight that comes twice", zone: "America/Havana", when: "2026-11-01T04:00:00Z", place: 0 },
    { what: "midnight that is skipped", zone: "America/Asuncion", when: "2017-10-01T04:00:00Z", place: 0 },
  ])("makes every day equally long, also $what", ({ zone, when, place }) => {
    expect(ruler({ now: at(when), zone }).now).toBeCloseTo(place, 12);
  });

  it("puts the notch on the 1st in every month, February and clock changes included", () => {
    for (const zone of [kyiv, "America/Havana", "Pacific/Auckland", "Europe/Rome"]) {
      for (let month = 1; month <= 12; month += 1) {
        const first = Temporal.PlainDate.from({ year: 2028, month, day: 1 });
        const endsAt = first.add({ months: 1 }).toZonedDateTime(zone).toInstant();
        const drawn = ruler({ now: first.add({ days: 20 }).toZonedDateTime(zone).toInstant(), zone, endsAt });
        expect(drawn.notch).toBe(drawn.monthEnd);
      }
    }
  });
});
