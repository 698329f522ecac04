import { isLocale, type Locale, localeCookie, negotiateLocale } from "./locales";
import en from "./messages/en/plain.json" with { type: "json" };
import uk from "./messages/uk/plain.json" with { type: "json" };

export type PlainSentence = keyof typeof en;

const sentences: Record<Locale, Record<PlainSentence, string>> = { en, uk };

/** The two headers that tell a reader's language before a session is read. */
export type LanguageHeaders = { cookie: string | null; acceptLanguage: string | null };

/**
 * Returns a sentence for an answer that is given before any page or session is looked at, in the language of the
 * reader's cookie, else of the browser.
 */
export function plainSentence(
  key: PlainSentence,
  { cookie, acceptLanguage }: LanguageHeaders,
  params: Record<string, string> = {},
): string {
  const kept = new RegExp(`(?:^|;\\s*)${localeCookie}=(\\w+)`).exec(cookie ?? "")?.[1];
  const locale = isLocale(kept) ? kept : negotiateLocale(acceptLanguage);
  const filled = Object.entries(params);
  return filled.reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentences[locale][key]);
}
