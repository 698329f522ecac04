import { getTranslations } from "next-intl/server";
import type { HubTableRow } from "@/components/objects/hub-table";
import { tileLooks } from "@/components/packages/tile-look";
import type { FilterChip } from "@/components/ui/chips";
import type { Facet } from "@/components/ui/facets";
import type { SortHead } from "@/components/ui/sort-link";
import { formatAge, formatShortInstant } from "@/lib/i18n/format";
import type { ObjectListParams } from "@/lib/schemas/object-list";
import type { HubListItem, ObjectsPage } from "@/lib/server/queries/objects";
import { listAddress, sortChange } from "./list-address";

const tiles = [
  { filter: "activated", tile: "ACTIVATED", count: "active" },
  { filter: "expires-soon", tile: "EXPIRES_SOON", count: "expiring" },
  { filter: "activation-required", tile: "ACTIVATION_REQUIRED", count: "inactive" },
  { filter: "activating", tile: "ACTIVATING", count: "activating" },
] as const;

/** The counts per tile over the list, each a link to its hubs; a filter in force stays. */
export async function toFacets(
  base: string,
  params: ObjectListParams,
  counts: ObjectsPage["counts"],
): Promise<Facet[]> {
  const t = await getTranslations("objects.facets");
  const words = await getTranslations("packages.tile");
  const all: Facet = {
    label: t("all"),
    count: String(counts.all),
    icon: "list",
    role: "neutral",
    href: listAddress(base, params, { tile: undefined }),
    isCurrent: !params.tile,
  };
  const rest = tiles.map(({ filter, tile, count }) => ({
    label: words(tile),
    count: String(counts[count]),
    ...tileLooks[tile],
    href: listAddress(base, params, { tile: filter }),
    isCurrent: params.tile === filter,
  }));
  return [all, ...rest];
}

/** The filters in force as chips, each leading to the list without it. */
export async function toChips(base: string, params: ObjectListParams, page: ObjectsPage): Promise<FilterChip[]> {
  const t = await getTranslations("objects.filters");
  const words = await getTranslations("packages.tile");
  const tile = tiles.find(({ filter }) => filter === params.tile)?.tile;
  const labels: [keyof ObjectListParams, string | undefined][] = [
    ["q", params.q && t("chipSearch", { q: params.q })],
    ["tile", tile && t("chipTile", { tile: words(tile) })],
    ["reseller", named(t("reseller"), page.resellers, params.reseller)],
    ["installer", named(t("installer"), page.installers, params.installer)],
    ["offline", params.offline && t("chipOffline")],
    ["sim", params.sim && t("chipSim")],
    ["run", params.run && t(`chipRun.${params.run}`)],
    ["sort", params.sort === "ends" ? t("chipEnds") : undefined],
  ];
  return labels.flatMap(([name, label]) => {
    if (!label) return [];
    const removeHref = listAddress(base, params, { [name]: undefined });
    return [{ label, removeHref, removeLabel: t("remove", { filter: label }) }];
  });
}

function named(word: string, options: { id: string; name: string }[], id: string | undefined): string | undefined {
  if (!id) return undefined;
  return `${word}: ${options.find((option) => option.id === id)?.name ?? "–"}`;
}

/** Heads that sort: where each leads and how the list is sorted now. */
export function toSorts(base: string, params: ObjectListParams): { name: SortHead; object: SortHead; ends: SortHead } {
  const head = (sort: ObjectListParams["sort"]): SortHead => ({
    href: listAddress(base, params, sortChange(params, sort)),
    direction: params.sort === sort ? (params.dir === "asc" ? "ascending" : "descending") : undefined,
  });
  return { name: head("name"), object: head("object"), ends: head("ends") };
}

/** One hub as the table shows it; the end is told in the zone whose month ends. */
export function toRow(
  item: HubListItem,
  { locale, viewer, base }: { locale: string; viewer: ObjectsPage["viewer"]; base: string },
): HubTableRow {
  const { service } = item;
  const isGone = !item.isOnline && item.lastSeenAt !== null;
  return {
    hubId: item.hubId,
    name: item.name,
    objectName: item.objectName,
    address: item.address,
    href: `${base}/${item.objectId}`,
    isOnline: item.isOnline,
    seen: isGone && item.lastSeenAt ? formatAge(item.lastSeenAt, viewer.now, locale) : null,
    tile: service.tile,
    ends: service.endsAt ? formatShortInstant(service.endsAt, { locale, timeZone: viewer.timeZone }) : null,
    billedTo: service.resellerName,
    installer: item.installerName,
    sim: item.sim,
  };
}
