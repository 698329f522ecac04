import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { formatMonth } from "@/lib/i18n/format";
import { readableParams } from "@/lib/i18n/sentence-params";
import { ownAccountsSchema } from "@/lib/schemas/statements";
import { forPage } from "@/lib/server/pages";
import { getOwnAccounts, type OwnAccountsPage } from "@/lib/server/queries/own-accounts";
import { LinesPanel } from "./lines-panel";
import { PartsPanel } from "./parts-panel";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("own.title") };
}

/** What a dealer's resellers are billed for its hubs, month by month, and what they ask of the dealer for it. */
export default async function OwnAccountsScreen({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const found = await forPage(getOwnAccounts(companySlug, ownAccountsSchema.parse(await searchParams)));
  const t = await getTranslations("statements.own");
  const base = `/c/${companySlug}/services/accounts`;
  if (!found.ok) return <NoMonth base={base} params={found.params ?? {}} />;
  const page = found.value;
  const month = formatMonth(page.month, await getLocale());
  return (
    <>
      <LivePage topics={["package"]} />
      <PageHeader title={t("titled", { month })} fact={t("fact")} acts={<Months page={page} base={base} />} />
      {page.parts.length === 0 ? (
        <section className="panel" aria-label={t("title")}>
          <EmptyState icon="cal" title={t("none.title", { month })}>
            {t("none.text")}
          </EmptyState>
        </section>
      ) : (
        <div className="stack">
          <PartsPanel page={page} base={base} />
          {page.lines ? <LinesPanel page={page} lines={page.lines} base={base} /> : null}
        </div>
      )}
    </>
  );
}

async function Months({ page: { previous, next }, base }: { page: OwnAccountsPage; base: string }) {
  const locale = await getLocale();
  return (
    <span className="row flex-wrap">
      {[previous, next].map((month) =>
        month ? (
          <ButtonLink key={month} href={`${base}?month=${month}`}>
            {formatMonth(month, locale)}
          </ButtonLink>
        ) : null,
      )}
    </span>
  );
}

type NoMonthProps = { base: string; params: Record<string, string | number> };

/** A month without accounts of this company: which ones there are, or that no reseller was ever connected. */
async function NoMonth({ base, params }: NoMonthProps) {
  const t = await getTranslations("statements.own");
  const statements = await getTranslations("statements.statement.invalid");
  const refusals = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: "UTC" };
  const hasMonths = "first" in params;
  const resellers = base.replace(/accounts$/, "resellers");
  return (
    <>
      <PageHeader title={t("title")} />
      <section className="panel" aria-label={t("title")}>
        <EmptyState
          icon="cal"
          title={hasMonths ? statements("title") : t("never.title")}
          act={<ButtonLink href={hasMonths ? base : resellers}>{t(hasMonths ? "current" : "never.act")}</ButtonLink>}
        >
          {hasMonths ? refusals("MONTH_INVALID", readableParams(params, reader)) : t("never.text")}
        </EmptyState>
      </section>
    </>
  );
}
