/**
 * `zones` are IANA names, the default one first. `areServicesOffered` and `closedOn` (`YYYY-MM-DD`) are what a new demo
 * world begins with; what holds afterwards stands in the database.
 */
export type Country = {
  code: string;
  areServicesOffered: boolean;
  closedOn: string | null;
  zones: readonly [string, ...string[]];
};

/** Countries a company can be in, by ISO 3166-1 alpha-2 code. Their names come from `Intl`, in the reader's language. */
export const countries: readonly Country[] = [
  offered("AT", "Europe/Vienna"),
  offered("AU", "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin", "Australia/Perth"),
  offered("BE", "Europe/Brussels"),
  offered("BG", "Europe/Sofia"),
  offered("CZ", "Europe/Prague"),
  offered("DE", "Europe/Berlin"),
  offered("DK", "Europe/Copenhagen"),
  offered("EE", "Europe/Tallinn"),
  offered("ES", "Europe/Madrid", "Atlantic/Canary"),
  offered("FI", "Europe/Helsinki"),
  offered("FR", "Europe/Paris"),
  offered("GB", "Europe/London"),
  offered("GR", "Europe/Athens"),
  offered("IE", "Europe/Dublin"),
  offered("IT", "Europe/Rome"),
  offered("LT", "Europe/Vilnius"),
  offered("LV", "Europe/Riga"),
  { ...offered("MT", "Europe/Malta"), closedOn: "2026-03-01" },
  offered("NL", "Europe/Amsterdam"),
  { ...offered("NO", "Europe/Oslo"), areServicesOffered: false },
  offered("NZ", "Pacific/Auckland", "Pacific/Chatham"),
  offered("PL", "Europe/Warsaw"),
  offered("PT", "Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"),
  offered("RO", "Europe/Bucharest"),
  offered("SE", "Europe/Stockholm"),
  offered("UA", "Europe/Kyiv"),
  offered(
    "US",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
  ),
];

/** Tells whether a company of `country` can count its months by `zone`. */
export function isZoneOf(country: string, zone: string): boolean {
  return findCountry(country)?.zones.includes(zone) ?? false;
}

/** Finds a country by its ISO 3166-1 alpha-2 code; null where the portal knows none of that code. */
export function findCountry(code: string): Country | null {
  return countries.find((country) => country.code === code) ?? null;
}

function offered(code: string, ...zones: [string, ...string[]]): Country {
  return { code, areServicesOffered: true, closedOn: null, zones };
}
