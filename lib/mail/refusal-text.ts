import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/i18n/locales";
import { plannerOf, readableParams, whyOf, wordStates } from "@/lib/i18n/sentence-params";

type Texts = { [key: string]: string | Texts };
type Translate = (key: string, values?: Record<string, string | number>) => string;

/**
 * Puts the refusal that a mail tells of into the reader's language, as the portal itself would. Null for a mail that tells
 * of none. Who planned something and may not do it any more is named; the portal's own sentence speaks to that person.
 */
export async function refusalText(data: Record<string, string | number>, locale: Locale): Promise<string | null> {
  const why = whyOf(data);
  if (!why) return null;
  const { default: refusals }: { default: Texts } = await import(`../i18n/messages/${locale}/refusals.json`);
  const { default: mails }: { default: Texts } = await import(`../i18n/messages/${locale}/mails.json`);
  const { default: resellers }: { default: { states: Record<string, string> } } = await import(
    `../i18n/messages/${locale}/resellers.json`
  );
  const messages = { refusals, mails } as Record<string, Texts>;
  const t = createTranslator({ locale, messages }) as Translate;
  if (why.code === "FORBIDDEN") return t("mails.plannerGone", plannerOf(data));
  const timeZone = typeof data.zone === "string" ? data.zone : "UTC";
  const params = wordStates(why.params, (code) => resellers.states[code] ?? code);
  return t(`refusals.${refusals[why.code] ? why.code : "UNAVAILABLE"}`, readableParams(params, { locale, timeZone }));
}
