import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatClock,
  formatDate,
  formatDay,
  formatGroups,
  formatInstant,
  formatMoney,
  formatMonth,
  formatShortInstant,
  formatZone,
} from "./format";

const boundary = "2026-11-30T22:00:00Z";
const kyiv = { locale: "en", timeZone: "Europe/Kyiv" };

describe("instants", () => {
  it.each([
    { locale: "en", timeZone: "Europe/Kyiv", text: "1 December 2026 at 00:00 (Kyiv, UTC+2)" },
    { locale: "en", timeZone: "Pacific/Auckland", text: "1 December 2026 at 11:00 (Auckland, UTC+13)" },
    { locale: "en", timeZone: "Asia/Kathmandu", text: "1 December 2026 at 03:45 (Kathmandu, UTC+5:45)" },
    {
      locale: "en",
      timeZone: "America/Argentina/Buenos_Aires",
      text: "30 November 2026 at 19:00 (Buenos Aires, UTC-3)",
    },
    { locale: "uk", timeZone: "Europe/Kyiv", text: "1 грудня 2026 о 00:00 (Kyiv, UTC+2)" },
  ])("shows date, time and zone to a reader in $timeZone, $locale", ({ text, ...reader }) => {
    expect(formatInstant(boundary, reader)).toBe(text);
  });

  it("tells the two midnights of a night apart by their offset", () => {
    const havana = { locale: "en", timeZone: "America/Havana" };
    expect(formatInstant("2026-11-01T04:00:00Z", havana)).toBe("1 November 2026 at 00:00 (Havana, UTC-4)");
    expect(formatInstant("2026-11-01T05:00:00Z", havana)).toBe("1 November 2026 at 00:00 (Havana, UTC-5)");
  });

  it("keeps tables short", () => {
    expect(formatShortInstant(boundary, kyiv)).toBe("1 Dec 2026, 00:00");
    expect(formatDay(boundary, kyiv)).toBe("1 Dec");
    expect(formatClock(boundary, kyiv)).toBe("Tue, 1 Dec 2026, 00:00 Kyiv, UTC+2");
    expect(formatZone(boundary, kyiv)).toBe("Kyiv, UTC+2");
  });
});

it("names calendar months and days whatever zone the machine is in", () => {
  expect(formatMonth("2026-11", "en")).toBe("November 2026");
  expect(formatMonth("2027-01", "en")).toBe("January 2027");
  expect(formatDate("2026-12-01", "en")).toBe("1 December 2026");
});

it("formats minor units by their currency", () => {
  expect(formatMoney(350, "EUR", "en")).toBe("€3.50");
  expect(formatMoney(350, "JPY", "en")).toBe("JP¥350");
});

it.each([
  { seconds: 20, text: "20 seconds ago" },
  { seconds: 90, text: "1 minute ago" },
  { seconds: 7_260, text: "2 hours ago" },
  { seconds: 86_400, text: "yesterday" },
])("says $text", ({ seconds, text }) => {
  const now = "2026-11-22T12:00:00Z";
  const then = new Date(Date.parse(now) - seconds * 1_000).toISOString();
  expect(formatAge(then, now, "en")).toBe(text);
});

it("groups a SIM's number by four", () => {
  expect(formatGroups("8938003123456789012")).toBe("8938 0031 2345 6789 012");
  expect(formatGroups("89380031234567890123")).toBe("8938 0031 2345 6789 0123");
  expect(formatGroups("")).toBe("");
});
