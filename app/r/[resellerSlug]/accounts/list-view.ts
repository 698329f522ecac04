import { getLocale, getTranslations } from "next-intl/server";
import { accountLooks } from "@/components/portal/account-tag";
import type { FilterChip } from "@/components/ui/chips";
import type { Facet } from "@/components/ui/facets";
import { formatCity, formatMonth } from "@/lib/i18n/format";
import type { AccountListParams } from "@/lib/schemas/billed-accounts";
import { type AccountsPage, countLimit } from "@/lib/server/queries/billed-accounts";
import { accountsAddress } from "./list-address";

const parts = [
  { filter: "live", state: "LIVE" },
  { filter: "ends", state: "ENDS" },
  { filter: "activating", state: "ACTIVATING" },
  { filter: "ended", state: "ENDED" },
] as const;

/** The counts by state over the list, each a link to its accounts; other filters in force stay. */
export async function toFacets(
  base: string,
  params: AccountListParams,
  counts: AccountsPage["counts"],
): Promise<Facet[]> {
  const t = await getTranslations("portal.accounts.facets");
  const isMany = counts.ended > countLimit;
  const figures = {
    live: t("figure", { n: counts.live }),
    ends: t("figure", { n: counts.ends }),
    activating: t("figure", { n: counts.activating }),
    ended: isMany ? t("many", { n: countLimit }) : t("figure", { n: counts.ended }),
  };
  const all = counts.live + Math.min(counts.ended, countLimit);
  const first: Facet = {
    label: t("all"),
    count: isMany ? t("many", { n: all }) : t("figure", { n: all }),
    icon: "list",
    role: "neutral",
    href: accountsAddress(base, params, { state: undefined }),
    isCurrent: !params.state,
  };
  const rest = parts.map(({ filter, state }) => ({
    label: t(filter),
    count: figures[filter],
    ...accountLooks[state],
    href: accountsAddress(base, params, { state: filter }),
    isCurrent: params.state === filter,
  }));
  return [first, ...rest];
}

/** The filters in force as chips, each leading to the list without it. */
export async function toAccountChips(
  base: string,
  params: AccountListParams,
  page: AccountsPage,
): Promise<FilterChip[]> {
  const t = await getTranslations("portal.accounts");
  const offers = await getTranslations("offers");
  const locale = await getLocale();
  const month = (text: string) => formatMonth(text, locale);
  const offer =
    params.package && offers.has(`${params.package}.name`) ? offers(`${params.package}.name`) : params.package;
  const labels: [keyof AccountListParams, string | undefined][] = [
    ["q", params.q && t("chips.q", { q: params.q })],
    ["state", params.state && t("chips.state", { state: t(`facets.${params.state}`) })],
    ["dealer", params.dealer && t("chips.dealer", { dealer: page.dealerName ?? "–" })],
    ["month", params.month && t("chips.month", { month: month(params.month) })],
    ["last", params.last && t("chips.last", { month: month(params.last) })],
    ["zone", params.zone && t("chips.zone", { zone: formatCity(params.zone) })],
    ["package", offer && t("chips.package", { offer })],
  ];
  return labels.flatMap(([name, label]) => {
    if (!label) return [];
    const removeHref = accountsAddress(base, params, { [name]: undefined });
    return [{ label, removeHref, removeLabel: t("chips.remove", { filter: label }) }];
  });
}
