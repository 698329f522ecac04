import type { useTranslations } from "next-intl";
import { DoneForm } from "@/components/bell/done-form";
import type { NoticeLine } from "@/components/bell/notice-list";
import type { FormTexts } from "@/components/forms/use-action-form";
import type { IconName } from "@/components/ui/icon";
import { formatCity, formatInstant, formatMonth, formatShortInstant } from "@/lib/i18n/format";
import { plannerOf, readableParams, whyOf, wordStates } from "@/lib/i18n/sentence-params";
import type { NoticeItem } from "@/lib/server/queries/bell";

type Translate = ReturnType<typeof useTranslations>;

export type NoticeReader = {
  locale: string;
  timeZone: string;
  t: Translate;
  roles: Translate;
  refusals: Translate;
  states: Translate;
  texts: FormTexts;
};

const icons: Record<string, IconName> = {
  "package.activated": "star",
  "package.expiry_scheduled": "ends",
  "package.resumed": "undo",
  "package.stopped": "stop",
  "package.expired": "cal",
  "package.activation_failed": "simx",
  "company.enrolled": "ok",
  "sim.drift": "simx",
  "sim.gone": "simx",
  "sim.wrong_hub": "simx",
  "start.done": "star",
  "start.refused": "octa",
};

/** Turns a line of the bell into what its reader sees, in that person's language and zone. */
export function toNoticeLine(item: NoticeItem, reader: NoticeReader): NoticeLine {
  const { locale, timeZone, t, roles, texts } = reader;
  const key = `kinds.${item.kind.replace(".", "_")}`;
  const why = reasonOf(item.data, reader);
  const text = t(t.has(key) ? key : "kinds.other", { ...readable(item.data, locale, roles), why });
  const at = `${formatShortInstant(item.at, { locale, timeZone })} ${formatCity(timeZone)}`;
  const { object, company } = item.data;
  const spoken = t("doneNamed", { line: text });
  return {
    id: item.id,
    icon: icons[item.kind] ?? "people",
    href: item.href,
    text,
    fact: [object, company, at].filter(Boolean).join(" · "),
    isDone: item.isDone,
    end: item.isDone ? (
      <span className="muted text-xs">{t("doneAlready")}</span>
    ) : (
      <DoneForm noticeId={item.id} label={t("done")} spoken={spoken} texts={texts} />
    ),
  };
}

/** The sentence of the refusal that a line tells of; empty where it tells of none. */
function reasonOf(data: NoticeItem["data"], { locale, t, refusals, states }: NoticeReader): string {
  const why = whyOf(data);
  if (!why) return "";
  if (why.code === "FORBIDDEN") return t("plannerGone", plannerOf(data));
  const timeZone = typeof data.zone === "string" ? data.zone : "UTC";
  const params = wordStates(why.params, (code) => (states.has(code) ? states(code) : code));
  return refusals(refusals.has(why.code) ? why.code : "UNAVAILABLE", readableParams(params, { locale, timeZone }));
}

/** Puts instants, months and roles of a line's data into words. */
function readable(data: NoticeItem["data"], locale: string, roles: Translate): Record<string, string | number> {
  const timeZone = typeof data.zone === "string" ? data.zone : "UTC";
  const shown = (name: string, value: string): string => {
    if (name === "endsAt") return formatInstant(value, { locale, timeZone });
    if (name === "month") return formatMonth(value, locale);
    return name === "role" && roles.has(value) ? roles(value) : value;
  };
  const words = Object.entries(data).map(([name, value]) => [
    name,
    typeof value === "string" ? shown(name, value) : value,
  ]);
  // A handover from before objects were assigned tells of none.
  return { objects: 0, ...Object.fromEntries(words) };
}
