import { expect, it } from "vitest";
import { digestDayOf } from "./digest-day";

const at = (text: string) => Temporal.Instant.from(text);

it("goes by the wall clock of the zone", () => {
  expect(digestDayOf(at("2026-11-22T21:59:59.999Z"), "Europe/Kyiv").day).toBe("2026-11-22");
  expect(digestDayOf(at("2026-11-22T22:00:00Z"), "Europe/Kyiv").day).toBe("2026-11-23");
  expect(digestDayOf(at("2026-11-22T22:00:00Z"), "Pacific/Kiritimati").day).toBe("2026-11-23");
});

it("is over when the next day begins, also where a clock change takes its first hour", () => {
  const { overAt } = digestDayOf(at("2026-11-22T10:00:00Z"), "Europe/Kyiv");
  expect(overAt.toString()).toBe("2026-11-22T22:00:00Z");
  const beirut = digestDayOf(at("2026-03-28T12:00:00Z"), "Asia/Beirut");
  expect(beirut.overAt.toZonedDateTimeISO("Asia/Beirut").toPlainTime().toString()).toBe("01:00:00");
});
