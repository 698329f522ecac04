import { describe, expect, it } from "vitest";
import { refuse, succeed } from "./outcome";
import { decideStartDay, startDays } from "./planned-start";

const now = Temporal.Instant.from("2026-11-26T22:30:00Z");
const days = { first: "2026-11-28", last: "2027-11-27" };

describe("the day of a planned start", () => {
  it("is one of the company's calendar, from tomorrow to a year ahead", () => {
    expect(startDays(now, "Europe/Kyiv")).toEqual(days);
    expect(startDays(now, "America/New_York").first).toBe("2026-11-27");
  });

  it("begins with that day in the company's zone, through clock changes", () => {
    const starting = (day: string, zone = "Europe/Kyiv") => decideStartDay(day, now, zone);
    expect(starting("2026-12-01")).toEqual(succeed(Temporal.Instant.from("2026-11-30T22:00:00Z")));
    expect(starting("2027-07-01")).toEqual(succeed(Temporal.Instant.from("2027-06-30T21:00:00Z")));
    expect(starting("2027-03-29", "Asia/Beirut")).toEqual(succeed(Temporal.Instant.from("2027-03-28T21:00:00Z")));
  });

  it("is no day when the hub's coming online is waited for", () => {
    expect(decideStartDay(null, now, "Europe/Kyiv")).toEqual(succeed(null));
  });

  it.each(["2026-11-27", "2027-11-28", "2027-02-29", "2027-13-01", "tomorrow", ""])("is never %j", (day) => {
    expect(decideStartDay(day, now, "Europe/Kyiv")).toEqual(refuse("START_DAY_INVALID", days));
  });
});
