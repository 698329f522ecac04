import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WaitNote } from "@/app/shell/wait-note";
import { HistoryTable } from "@/components/history/history-table";
import { HistoryTools } from "@/components/history/history-tools";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity } from "@/lib/i18n/format";
import { type HistoryParams, historySchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { getCompanyHistory, type HistoryPage } from "@/lib/server/queries/history";
import { isNarrowed, logAddress } from "./log-address";
import { toActs, toLogChips, toPeople } from "./log-filters";
import { toHistoryLines } from "./log-lines";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title") };
}

/** Everything people and jobs did in a company, newest first, with filters and an export. */
export default async function CompanyHistoryPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const given = await searchParams;
  const asked = historySchema.parse(given);
  const page = await forPage(getCompanyHistory(companySlug, asked));
  const t = await getTranslations("activity");
  const base = `/c/${companySlug}/company/history`;
  return (
    <>
      <Crumbs
        label={t("crumbs")}
        entries={[{ label: t("company"), href: `/c/${companySlug}/company` }, { label: t("title") }]}
      />
      <PageHeader
        title={t("title")}
        fact={t("fact", { company: page.viewer.companyName })}
        acts={
          <a className={buttonClass({})} href={logAddress(`${base}/export`, asked)} title={t("exportHint")}>
            <Icon name="dl" isSmall />
            {t("export")}
          </a>
        }
      />
      <WaitNote wait={given.wait} timeZone={page.viewer.ownZone} />
      <Log base={base} asked={asked} page={page} />
    </>
  );
}

async function Log({ base, asked, page }: { base: string; asked: HistoryParams; page: HistoryPage }) {
  const t = await getTranslations("activity");
  const lines = await toHistoryLines(page, page.viewer.companyName);
  const city = formatCity(page.viewer.timeZone);
  const { previousCursor, nextCursor } = page;
  return (
    <section className="panel" aria-label={t("title")}>
      <HistoryTools base={base} params={asked} people={await toPeople(page)} acts={await toActs(page)} city={city} />
      {isNarrowed(asked) ? (
        <Chips items={await toLogChips(base, asked, page)} clear={{ href: base, label: t("filters.clear") }} />
      ) : null}
      {lines.length === 0 ? (
        <EmptyLog base={base} isNarrowed={isNarrowed(asked)} />
      ) : (
        <>
          <HistoryTable lines={lines} city={city} />
          <Pager
            label={t("pager.label")}
            shown={t("pager.shown", { n: lines.length })}
            previous={
              previousCursor
                ? { href: logAddress(base, asked, { before: previousCursor }), label: t("pager.previous") }
                : undefined
            }
            next={
              nextCursor ? { href: logAddress(base, asked, { after: nextCursor }), label: t("pager.next") } : undefined
            }
          />
        </>
      )}
    </section>
  );
}

/** An empty log and a filter that nothing fits are two different pages. */
async function EmptyLog({ base, isNarrowed }: { base: string; isNarrowed: boolean }) {
  const t = await getTranslations("activity");
  return isNarrowed ? (
    <EmptyState icon="search" title={t("noMatch.title")} act={<ButtonLink href={base}>{t("noMatch.act")}</ButtonLink>}>
      {t("noMatch.text")}
    </EmptyState>
  ) : (
    <EmptyState icon="list" title={t("empty.title")}>
      {t("empty.text")}
    </EmptyState>
  );
}
