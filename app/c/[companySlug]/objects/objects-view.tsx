import { getLocale, getTranslations } from "next-intl/server";
import { HubTable } from "@/components/objects/hub-table";
import { ListTools } from "@/components/objects/list-tools";
import { ButtonLink } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { Facets } from "@/components/ui/facets";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity } from "@/lib/i18n/format";
import type { ObjectListParams } from "@/lib/schemas/object-list";
import type { ObjectsPage } from "@/lib/server/queries/objects";
import { listAddress } from "./list-address";
import { EmptyList } from "./list-empty";
import { toChips, toFacets, toRow, toSorts } from "./list-view";
import { SharedHubs } from "./shared-hubs";

type Props = { asked: ObjectListParams; page: ObjectsPage };

/** Draws what the objects page read: counts by tile, search, filters, and one page of the list. */
export async function ObjectsView({ asked, page }: Props) {
  const t = await getTranslations("objects");
  const locale = await getLocale();
  const { viewer, counts, items, matches } = page;
  const base = `/c/${viewer.companySlug}/objects`;
  const chips = await toChips(base, asked, page);
  const city = formatCity(viewer.timeZone);
  // An empty list has the one act itself.
  const isBegun = counts.objects > 0;
  return (
    <>
      <PageHeader
        isLong
        title={t("title")}
        fact={t("fact", { objects: counts.objects, hubs: counts.all })}
        acts={
          <>
            <ButtonLink icon="sim" href={`/c/${viewer.companySlug}/sims`}>
              {t("sims")}
            </ButtonLink>
            <ButtonLink icon="scan" href={`${base}/find`}>
              {t("find.act")}
            </ButtonLink>
            {isBegun ? (
              <ButtonLink look={items.length > 0 ? "primary" : "plain"} icon="plus" href={`${base}/new`}>
                {t("new.title")}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      {page.emptyObjects.length > 0 ? (
        <div className="mb-4">
          <Note kind="info">
            {t("withoutHubs")}{" "}
            {page.emptyObjects.map(({ id, name }) => (
              <NavLink key={id} className="me-2" href={`${base}/${id}`}>
                {name}
              </NavLink>
            ))}
          </Note>
        </div>
      ) : null}
      <SharedHubs hubs={page.sharedHubs} base={base} />
      <Facets label={t("facets.label")} facets={await toFacets(base, asked, counts)} />
      <section className="panel" aria-label={t("table.caption")}>
        <ListTools base={base} params={asked} resellers={page.resellers} installers={page.installers} />
        {matches === null ? null : (
          <Chips
            items={chips}
            clear={{ href: base, label: t("filters.clear") }}
            end={matches > 1000 ? t("filters.many", { n: 1000 }) : t("filters.matches", { n: matches })}
          />
        )}
        {items.length === 0 ? (
          <EmptyList base={base} isFiltered={matches !== null} objectId={page.emptyObjects[0]?.id} />
        ) : (
          <>
            <HubTable
              rows={items.map((item) => toRow(item, { locale, viewer, base }))}
              sorts={toSorts(base, asked)}
              city={city}
            />
            <Pager
              label={t("pager.label")}
              shown={t("pager.shown", { n: items.length })}
              previous={
                page.previousCursor
                  ? { href: listAddress(base, asked, { before: page.previousCursor }), label: t("pager.previous") }
                  : undefined
              }
              next={
                page.nextCursor
                  ? { href: listAddress(base, asked, { after: page.nextCursor }), label: t("pager.next") }
                  : undefined
              }
            />
          </>
        )}
      </section>
    </>
  );
}
