import { countries } from "@/lib/domain/country";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity } from "@/lib/i18n/format";
import type { CountryChoice } from "./place-fields";

/** Lists the countries a company can be in by their names in the reader's language, each with its zones' cities. */
export function countryChoices(locale: string): CountryChoice[] {
  return countries
    .map(({ code, zones }) => ({
      code,
      name: countryName(code, locale),
      zones: zones.map((zone) => ({ value: zone, label: formatCity(zone) })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
