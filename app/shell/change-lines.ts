import { getTranslations } from "next-intl/server";
import type { ChangeLine } from "@/components/history/changes";
import type { AuditChange, AuditValue } from "@/lib/domain/audit-changes";
import { countryName } from "@/lib/i18n/country-name";
import {
  formatCity,
  formatDate,
  formatGroups,
  formatInstant,
  formatMoney,
  formatMonth,
  type Reader,
} from "@/lib/i18n/format";

type Words = Awaited<ReturnType<typeof getTranslations>>;

/** In whose words: `t` of the activity log, `roles` of roles, `simulator` of what the simulator does. */
export type Voice = { reader: Reader; t: Words; roles: Words; simulator: Words };

/** Gathers the words for a reader. */
export async function voiceFor(reader: Reader): Promise<Voice> {
  return {
    reader,
    t: await getTranslations("activity"),
    roles: await getTranslations("roles"),
    simulator: await getTranslations("simulator"),
  };
}

/** Puts one changed field into the reader's words. */
export function toChangeLine({ field, before, after }: AuditChange, voice: Voice): ChangeLine {
  const key = `fields.${field}`;
  return {
    field: voice.t.has(key) ? voice.t(key) : capitalize(spell(field), voice.reader.locale),
    before: before && toText(field, before, voice),
    after: after && toText(field, after, voice),
  };
}

/** Spells a field that has no name yet: `gateCode` as "gate code". */
function spell(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
}

function toMoney(text: string, locale: string): string {
  const [minor = "0", currency = ""] = text.split(" ");
  return formatMoney(Number(minor), currency, locale);
}

function toText(field: string, { kind, text }: AuditValue, { reader, t, roles, simulator }: Voice): string {
  switch (kind) {
    case "INSTANT":
      return formatInstant(text, reader);
    case "DATE":
      return formatDate(text, reader.locale);
    case "MONTH":
      return formatMonth(text, reader.locale);
    case "MONEY":
      return toMoney(text, reader.locale);
    case "ZONE":
      return formatCity(text);
    case "COUNTRY":
      return text
        .split(", ")
        .map((code) => countryName(code, reader.locale))
        .join(", ");
    case "WORD":
    case "YES_NO":
      if (roles.has(text)) return roles(text);
      if (field === "verb" || field === "fault") return simulatorWord(text, simulator);
      // A package that expired ended with its month; an invitation or a request only grew too old.
      if (t.has(`valuesOf.${field}.${text}`)) return t(`valuesOf.${field}.${text}`);
      return t.has(`values.${text}`) ? t(`values.${text}`) : spell(text.toLowerCase());
    default:
      return field === "iccid" ? formatGroups(text) : text;
  }
}

/** Says what the simulator did: a fault or a verb, in words. */
export function simulatorWord(what: string, simulator: Words): string {
  if (simulator.has(`faults.${what}`)) return simulator(`faults.${what}`);
  return simulator.has(`verbs.${what}`) ? simulator(`verbs.${what}`) : what;
}

/** Names who acted: a job has a name in the reader's words. */
export function actorWord(
  { actorKind, actorName }: { actorKind: "PERSON" | "JOB"; actorName: string },
  t: Words,
): string {
  const key = `actors.${actorName}`;
  return actorKind === "JOB" && t.has(key) ? t(key) : actorName;
}

export function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
