/** Names a country in the reader's language by its ISO 3166-1 alpha-2 code; an unknown code stays as it is. */
export function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}
