import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { SimTable, type SimTableRow } from "@/components/hubs/sim-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Facet, Facets } from "@/components/ui/facets";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { type SimListParams, simListSchema } from "@/lib/schemas/sim-list";
import { forPage } from "@/lib/server/pages";
import { getSimsPage, type SimListItem, type SimsPage } from "@/lib/server/queries/sims";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("hubs.inventory"))("title") };
}

/** Every SIM card of the company: where it sits, what it should be, what it says it is, and who pays for it. */
export default async function SimCardsPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = simListSchema.parse(await searchParams);
  const page = await forPage(getSimsPage(companySlug, asked));
  const t = await getTranslations("hubs.inventory");
  const base = `/c/${companySlug}/sims`;
  const step = (cursor: "after" | "before", at: string | null, label: string) =>
    at ? { href: addressOf(base, { ...asked, [cursor]: at }), label } : undefined;
  return (
    <>
      <LivePage
        topics={["sim", "package", ...page.items.flatMap(({ place }) => (place ? `hub:${place.hubId}` : []))]}
      />
      <PageHeader title={t("title")} fact={t("fact")} />
      <Facets label={t("facets.label")} facets={await toFacets(base, asked, page)} />
      <section className="panel" aria-label={t("table.caption")}>
        <Form action={base} prefetch={false} className="filter-row pt-3" role="search">
          <HiddenFields values={{ state: asked.state }} />
          <Field id="q" name="q" type="search" label={t("search")} defaultValue={asked.q ?? ""} maxLength={80} />
          <Button type="submit">{t("go")}</Button>
        </Form>
        {page.items.length === 0 ? (
          <Empty base={base} companySlug={companySlug} isFiltered={Boolean(asked.q || asked.state)} />
        ) : (
          <>
            <SimTable rows={page.items.map((item) => toRow(item, companySlug))} now={page.viewer.now} />
            <Pager
              label={t("pager.label")}
              shown={t("pager.shown", { n: page.items.length })}
              previous={step("before", page.previousCursor, t("pager.previous"))}
              next={step("after", page.nextCursor, t("pager.next"))}
            />
          </>
        )}
      </section>
    </>
  );
}

/** Returns the address of the list; every change but paging leads to page one. */
function addressOf(base: string, params: Partial<SimListParams>): string {
  const set = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length > 0 ? `${base}?${new URLSearchParams(set)}` : base;
}

const facets = [
  { state: undefined, key: "all", icon: "list", role: "neutral" },
  { state: "running", key: "running", icon: "star", role: "on" },
  { state: "problem", key: "problem", icon: "simx", role: "bad" },
  { state: "spare", key: "spare", icon: "sim", role: "neutral" },
  { state: "retired", key: "retired", icon: "stop", role: "neutral" },
] as const;

async function toFacets(base: string, asked: SimListParams, { counts, countLimit }: SimsPage): Promise<Facet[]> {
  const t = await getTranslations("hubs.inventory.facets");
  return facets.map(({ state, key, icon, role }) => ({
    label: t(key),
    count: counts[key] > countLimit ? t("more", { n: countLimit }) : String(counts[key]),
    icon,
    role,
    href: addressOf(base, { q: asked.q, state }),
    isCurrent: asked.state === state,
  }));
}

function toRow({ place, ...item }: SimListItem, companySlug: string): SimTableRow {
  return {
    ...item,
    hubHref: place ? `/c/${companySlug}/objects/${place.objectId}/hubs/${place.hubId}` : null,
    hubName: place?.hubName ?? null,
    objectName: place?.objectName ?? null,
    slot: place?.slot ?? null,
    billedTo: item.resellerName,
  };
}

async function Empty({ base, companySlug, isFiltered }: { base: string; companySlug: string; isFiltered: boolean }) {
  const t = await getTranslations("hubs.inventory");
  const key = isFiltered ? "noMatch" : "empty";
  const href = isFiltered ? base : `/c/${companySlug}/objects`;
  return (
    <EmptyState icon="sim" title={t(`${key}.title`)} act={<ButtonLink href={href}>{t(`${key}.act`)}</ButtonLink>}>
      {t(`${key}.text`)}
    </EmptyState>
  );
}
