import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { type DealerLine, DealerTable } from "@/components/portal/dealer-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { SearchBox } from "@/components/ui/search-box";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity, formatMonth, formatShortInstant } from "@/lib/i18n/format";
import { type DealerListParams, dealerListSchema } from "@/lib/schemas/dealers";
import { forPage } from "@/lib/server/pages";
import { type DealerItem, type DealersPage, getDealersPage } from "@/lib/server/queries/dealers";
import { dealerSort, dealersAddress } from "./list-address";

type Props = {
  params: Promise<{ resellerSlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("dealers.title") };
}

/** A reseller's dealers by where their connection stands, with the hubs of each that are billed to it now. */
export default async function DealersListPage({ params, searchParams }: Props) {
  const { resellerSlug } = await params;
  const asked = dealerListSchema.parse(await searchParams);
  const page = await forPage(getDealersPage(resellerSlug, asked));
  const t = await getTranslations("portal.dealers");
  const base = `/r/${resellerSlug}/dealers`;
  return (
    <>
      <LivePage topics={["package"]} />
      <PageHeader title={t("title")} fact={t(`fact.${asked.state}`, { n: page.count })} />
      <section className="panel" aria-label={t(`caption.${asked.state}`)}>
        <Search base={base} asked={asked} />
        {page.items.length === 0 ? (
          <Empty base={base} asked={asked} page={page} />
        ) : (
          <List {...{ base, asked, page }} />
        )}
      </section>
    </>
  );
}

type Parts = { base: string; asked: DealerListParams; page: DealersPage };

async function Search({ base, asked }: Omit<Parts, "page">) {
  const t = await getTranslations("portal.dealers.search");
  const kept = new URL(dealersAddress(base, asked, { q: undefined }), "https://portal.invalid").searchParams;
  return (
    <Form action={base} prefetch={false}>
      <HiddenFields values={Object.fromEntries(kept)} />
      <SearchBox label={t("label")} go={t("go")} value={asked.q}>
        {asked.q ? <NavLink href={dealersAddress(base, asked, { q: undefined })}>{t("clear")}</NavLink> : null}
      </SearchBox>
    </Form>
  );
}

async function List({ base, asked, page }: Parts) {
  const t = await getTranslations("portal.dealers");
  const { items, previousCursor, nextCursor, viewer } = page;
  const sorts = {
    name: dealerSort(base, asked, "name"),
    number: dealerSort(base, asked, "number"),
    accounts: dealerSort(base, asked, "accounts"),
    since: dealerSort(base, asked, "since"),
  };
  const locale = await getLocale();
  const lines = items.map((item) => toLine(item, { viewer, locale }));
  return (
    <>
      <DealerTable lines={lines} state={asked.state} sorts={sorts} city={formatCity(viewer.timeZone)} />
      <Pager
        label={t("pager.label")}
        shown={t("pager.shown", { n: items.length })}
        previous={
          previousCursor
            ? { href: dealersAddress(base, asked, { before: previousCursor }), label: t("pager.previous") }
            : undefined
        }
        next={
          nextCursor ? { href: dealersAddress(base, asked, { after: nextCursor }), label: t("pager.next") } : undefined
        }
      />
    </>
  );
}

function toLine(item: DealerItem, { viewer, locale }: { viewer: DealersPage["viewer"]; locale: string }): DealerLine {
  const reader = { locale, timeZone: viewer.timeZone };
  const home = `/r/${viewer.companySlug}`;
  const lastMonth = item.endMonth ? formatMonth(item.endMonth, locale) : null;
  return {
    id: item.connectionId,
    href: `${home}/dealers/${item.connectionId}`,
    name: item.name,
    place: `${formatCity(item.timeZone)}, ${countryName(item.country, locale)}`,
    number: item.dealerNumber,
    accounts: { n: item.liveAccounts, href: `${home}/accounts?dealer=${item.companyId}&state=live` },
    since: formatShortInstant(item.openedAt, reader),
    end: item.state === "CLOSED" && item.closedAt ? formatShortInstant(item.closedAt, reader) : lastMonth,
  };
}

/** Nobody there, and nobody by that name, are different pages, each with its one act. */
async function Empty({ base, asked, page }: Parts) {
  const t = await getTranslations("portal.dealers");
  if (asked.q) {
    const clear = dealersAddress(base, asked, { q: undefined });
    return (
      <EmptyState
        icon="search"
        title={t("noMatch.title")}
        act={<ButtonLink href={clear}>{t("noMatch.act")}</ButtonLink>}
      >
        {t("noMatch.text", { q: asked.q })}
      </EmptyState>
    );
  }
  const requests = `/r/${page.viewer.companySlug}/requests`;
  const isFirst = asked.state === "connected";
  return (
    <EmptyState
      icon={isFirst ? "people" : "ends"}
      title={t(`none.${asked.state}.title`)}
      act={isFirst ? <ButtonLink href={requests}>{t("none.act", { n: page.waiting })}</ButtonLink> : undefined}
    >
      {t(`none.${asked.state}.text`)}
    </EmptyState>
  );
}
