/** Languages of the portal, the fallback first. A folder of messages and a line here make a language. */
export const locales = ["en", "uk"] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** Cookie in which a reader without an account's own choice keeps the language. */
export const localeCookie = "locale";

export function isLocale(value: string | undefined | null): value is Locale {
  return locales.some((locale) => locale === value);
}

/** Returns the first language of an `Accept-Language` header that the portal speaks, else English. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLocale) ?? defaultLocale;
}
