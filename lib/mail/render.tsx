import { render } from "react-email";
import { createTranslator } from "use-intl/core";
import { formatInstant } from "@/lib/i18n/format";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { type MailFoot, MailPage } from "./mail-page";
import { groupOfMail } from "./mail-topics";
import { refusalText } from "./refusal-text";
import { buttonOf, type MailTemplate, mailTemplates } from "./templates";

export type Letter = { subject: string; html: string; text: string };

type Texts = { [key: string]: string | Texts };

/**
 * What a mail is about; `origin` is the portal's configured address, so that no header can turn a link. `stopPath` is
 * where its reader gets no more of its kind, null for a mail that always comes.
 */
export type MailToRender = {
  template: string;
  locale: string;
  recipient: string;
  data: Record<string, string | number>;
  origin: string;
  stopPath: string | null;
};

/** Renders a mail as HTML and as text in the reader's language. Throws for a template this version does not know. */
export async function renderMail(mail: MailToRender): Promise<Letter> {
  const template = mailTemplates.find((name) => name === mail.template);
  if (!template) throw new Error(`No mail template is called ${mail.template}.`);
  const locale: Locale = isLocale(mail.locale) ? mail.locale : "en";
  const messages: { default: Texts } = await import(`../i18n/messages/${locale}/mails.json`);
  const roleWords: { default: Record<string, string> } = await import(`../i18n/messages/${locale}/roles.json`);
  const t = createTranslator({ locale, messages: { mails: messages.default } as Record<string, Texts> }) as Translate;
  const why = await refusalText(mail.data, locale);
  const values: Record<string, string | number> = {
    ...withRoleWords(readable(mail, locale), roleWords.default),
    ...(why ? { why } : {}),
  };
  const texts = messages.default[template] as { body: Texts };
  const title = t(`mails.${template}.subject`, values);
  const page = (
    <MailPage
      locale={locale}
      product={t("mails.product")}
      title={title}
      paragraphs={Object.keys(texts.body).map((key) => t(`mails.${template}.body.${key}`, values))}
      facts={toFacts(values.lines)}
      code={typeof mail.data.code === "string" ? mail.data.code : null}
      button={buttonFor(template, { values, origin: mail.origin }, t)}
      foot={footFor(template, mail, t)}
    />
  );
  return { subject: oneLine(title), html: await render(page), text: await render(page, plain) };
}

/** Names stay as they are written: titles of the text are not put into capitals. */
const plain = {
  plainText: true,
  htmlToTextOptions: { selectors: [{ selector: "h1", options: { uppercase: false } }] },
} as const;

type Translate = (key: string, values?: Record<string, string | number>) => string;

type Ground = { values: Record<string, string | number>; origin: string };

function buttonFor(template: MailTemplate, { values, origin }: Ground, t: Translate) {
  const place = buttonOf[template];
  const href = place.startsWith("/") ? new URL(place, origin).toString() : values[place];
  return typeof href === "string" ? { label: t(`mails.${template}.button`), href } : null;
}

function footFor(template: MailTemplate, { recipient, stopPath, origin }: MailToRender, t: Translate): MailFoot {
  const lines = [t("mails.foot", { recipient }), t(`mails.reasons.${groupOfMail(template)}`)];
  if (!stopPath) return { lines, links: [] };
  const at = (path: string) => new URL(path, origin).toString();
  return {
    lines,
    links: [
      { label: t("mails.stop"), href: at(stopPath) },
      { label: t("mails.settings"), href: at("/account/notifications/settings") },
    ],
  };
}

function toFacts(lines: string | number | undefined) {
  return typeof lines === "string" ? lines.split("\n").map((text, id) => ({ id, text })) : [];
}

/** A subject is one header line, whatever a name in it holds. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

const roleValues = ["role", "before", "after"];

/** Puts roles, which mails carry as codes, into the reader's language. */
function withRoleWords(values: Record<string, string | number>, words: Record<string, string>) {
  const entries = Object.entries(values).map(([name, value]) => {
    return [name, roleValues.includes(name) ? (words[value] ?? value) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** Makes instants readable, addresses whole, and names a country by its code. */
function readable({ data, origin }: MailToRender, locale: Locale): Record<string, string | number> {
  const timeZone = typeof data.zone === "string" ? data.zone : "UTC";
  const shown = (name: string, value: string): string => {
    if (name.endsWith("At")) return formatInstant(value, { locale, timeZone });
    if (name.endsWith("Path")) return new URL(value, origin).toString();
    const isCountry = name === "country" && /^[A-Z]{2}$/.test(value);
    return isCountry ? (new Intl.DisplayNames(locale, { type: "region" }).of(value) ?? value) : value;
  };
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === "string" ? shown(name, value) : value]),
  );
}
