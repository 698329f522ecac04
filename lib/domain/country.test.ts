import { expect, it } from "vitest";
import { closedOn, countries, findCountry, takesDealers } from "./country";

it("lists each country once, by an existing code and zones this runtime knows", () => {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
  for (const { code, zones } of countries) {
    expect(names.of(code), code).toBeDefined();
    for (const zone of zones)
      expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)).not.toThrow();
  }
});

it.each([
  { code: "UA", takes: true, closed: null, zone: "Europe/Kyiv" },
  { code: "IT", takes: true, closed: null, zone: "Europe/Rome" },
  { code: "NZ", takes: true, closed: null, zone: "Pacific/Auckland" },
  { code: "NO", takes: false, closed: null, zone: "Europe/Oslo" },
  { code: "MT", takes: false, closed: "2026-03-01", zone: "Europe/Malta" },
  { code: "XX", takes: false, closed: null, zone: undefined },
])("$code takes dealers: $takes", ({ code, takes, closed, zone }) => {
  expect(takesDealers(code)).toBe(takes);
  expect(closedOn(code)).toBe(closed);
  expect(findCountry(code)?.zones[0]).toBe(zone);
});
