import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { WaitNote } from "@/app/shell/wait-note";
import { AccountTable } from "@/components/portal/account-table";
import { AccountTools } from "@/components/portal/account-tools";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { EmptyState } from "@/components/ui/empty-state";
import { Facets } from "@/components/ui/facets";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity, formatMonth } from "@/lib/i18n/format";
import { type AccountListParams, accountListSchema } from "@/lib/schemas/billed-accounts";
import { forPage } from "@/lib/server/pages";
import { type AccountsPage, countLimit, getAccountsPage } from "@/lib/server/queries/billed-accounts";
import { toAccountLines } from "./account-lines";
import { accountsAddress } from "./list-address";
import { toAccountChips, toFacets } from "./list-view";

type Props = {
  params: Promise<{ resellerSlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("accounts.title") };
}

/** Every hub a reseller is or was billed for, by its number alone: never its name, its object or whose home it is. */
export default async function AccountsListPage({ params, searchParams }: Props) {
  const { resellerSlug } = await params;
  const given = await searchParams;
  const asked = accountListSchema.parse(given);
  const page = await forPage(getAccountsPage(resellerSlug, asked));
  const t = await getTranslations("portal.accounts");
  const base = `/r/${resellerSlug}/accounts`;
  return (
    <>
      <LivePage topics={["package"]} />
      <PageHeader
        title={t("title")}
        fact={t("fact", { n: page.counts.live })}
        isLong
        acts={
          <a className={buttonClass({})} href={accountsAddress(`${base}/export`, asked)} title={t("exportHint")}>
            <Icon name="dl" isSmall />
            {t("export")}
          </a>
        }
      />
      <WaitNote wait={given.wait} timeZone={page.viewer.ownZone} />
      <Facets label={t("facets.label")} facets={await toFacets(base, asked, page.counts)} />
      <section className="panel" aria-label={t("table.caption")}>
        <Tools base={base} asked={asked} page={page} />
        {page.items.length === 0 ? (
          <Empty base={base} isNarrowed={page.matches !== null} />
        ) : (
          <List base={base} asked={asked} page={page} />
        )}
      </section>
    </>
  );
}

type Parts = { base: string; asked: AccountListParams; page: AccountsPage };

async function Tools({ base, asked, page }: Parts) {
  const t = await getTranslations("portal.accounts");
  const locale = await getLocale();
  const { dealers, months, matches } = page;
  return (
    <>
      <AccountTools
        base={base}
        params={asked}
        dealers={dealers?.map(({ id, name }) => ({ value: id, label: name })) ?? null}
        months={months.map((month) => ({ value: month, label: formatMonth(month, locale) }))}
      />
      {matches === null ? null : (
        <Chips
          items={await toAccountChips(base, asked, page)}
          clear={{ href: base, label: t("chips.clear") }}
          end={matches > countLimit ? t("chips.many", { n: countLimit }) : t("chips.matches", { n: matches })}
        />
      )}
    </>
  );
}

async function List({ base, asked, page }: Parts) {
  const t = await getTranslations("portal.accounts.pager");
  const { items, viewer, previousCursor, nextCursor } = page;
  const to = (change: { before?: string; after?: string }) => accountsAddress(base, asked, change);
  return (
    <>
      <AccountTable lines={await toAccountLines(items, viewer)} city={formatCity(viewer.timeZone)} />
      <Pager
        label={t("label")}
        shown={t("shown", { n: items.length })}
        previous={previousCursor ? { href: to({ before: previousCursor }), label: t("previous") } : undefined}
        next={nextCursor ? { href: to({ after: nextCursor }), label: t("next") } : undefined}
      />
    </>
  );
}

/** No account at all, and none that matches, are different pages, each with its one act. */
async function Empty({ base, isNarrowed }: { base: string; isNarrowed: boolean }) {
  const t = await getTranslations("portal.accounts");
  return isNarrowed ? (
    <EmptyState icon="search" title={t("noMatch.title")} act={<ButtonLink href={base}>{t("noMatch.act")}</ButtonLink>}>
      {t("noMatch.text")}
    </EmptyState>
  ) : (
    <EmptyState
      icon="star"
      title={t("none.title")}
      act={<ButtonLink href={base.replace(/accounts$/, "dealers")}>{t("none.act")}</ButtonLink>}
    >
      {t("none.text")}
    </EmptyState>
  );
}
