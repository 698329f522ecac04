import { expect, it } from "vitest";
import { countries, findCountry, isZoneOf } from "./country";

it("lists each country once, by an existing code and zones this runtime knows", () => {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  expect(new Set(countries.map(({ code }) => code)).size).toBe(countries.length);
  for (const { code, zones } of countries) {
    expect(names.of(code), code).toBeDefined();
    for (const zone of zones)
      expect(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)).not.toThrow();
  }
});

it("tells which zones a country has", () => {
  expect(findCountry("UA")?.zones).toEqual(["Europe/Kyiv"]);
  expect(findCountry("XX")).toBeNull();
  expect(isZoneOf("NZ", "Pacific/Chatham")).toBe(true);
  expect(isZoneOf("NZ", "Europe/Kyiv")).toBe(false);
  expect(isZoneOf("XX", "Europe/Kyiv")).toBe(false);
});
