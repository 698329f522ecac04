import { getLocale, getTranslations } from "next-intl/server";
import { capitalize } from "@/app/shell/change-lines";
import type { Choice, ChoiceGroup } from "@/components/history/history-tools";
import type { FilterChip } from "@/components/ui/chips";
import { formatDate } from "@/lib/i18n/format";
import type { HistoryParams } from "@/lib/schemas/history";
import type { HistoryPage } from "@/lib/server/queries/history";
import { logAddress } from "./log-address";
import { actWord } from "./log-lines";

/** Whose acts can be asked for: everybody who works or worked here, and the portal's jobs. */
export async function toPeople({ people }: HistoryPage): Promise<Choice[]> {
  const t = await getTranslations("activity.filters");
  return [...people.map(({ id, name }) => ({ value: id, label: name })), { value: "job", label: t("job") }];
}

/** Which acts can be asked for: each area as a whole, then its acts. */
export async function toActs({ acts }: HistoryPage): Promise<ChoiceGroup[]> {
  const t = await getTranslations("activity");
  const words = await getTranslations("history.actions");
  const locale = await getLocale();
  return acts.map(({ area, actions }) => {
    const label = t.has(`areas.${area}`) ? t(`areas.${area}`) : area;
    const single = actions.map((action) => ({ value: action, label: capitalize(actWord(action, words), locale) }));
    return { label, choices: [{ value: area, label: t("filters.all", { area: label }) }, ...single] };
  });
}

/** The filters in force as chips, each leading to the log without it. */
export async function toLogChips(base: string, params: HistoryParams, page: HistoryPage): Promise<FilterChip[]> {
  const t = await getTranslations("activity.filters");
  const locale = await getLocale();
  const people = await toPeople(page);
  const acts = await toActs(page);
  const person = people.find(({ value }) => value === params.person)?.label ?? t("unknown");
  const group = acts.find(({ choices }) => choices.some(({ value }) => value === params.act));
  const act = group?.choices.find(({ value }) => value === params.act);
  const isWhole = act === group?.choices[0];
  const labels: [keyof HistoryParams, string | undefined][] = [
    ["person", params.person && t("chipPerson", { name: person })],
    ["act", act && group && t("chipAct", { act: isWhole ? group.label : `${group.label}, ${act.label}` })],
    ["from", params.from && t("chipFrom", { date: formatDate(params.from, locale) })],
    ["to", params.to && t("chipTo", { date: formatDate(params.to, locale) })],
  ];
  return labels.flatMap(([name, label]) => {
    if (!label) return [];
    const removeHref = logAddress(base, params, { [name]: undefined });
    return [{ label, removeHref, removeLabel: t("remove", { filter: label }) }];
  });
}
