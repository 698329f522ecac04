import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DifferencesNote } from "@/app/differences/differences-note";
import { type MonthLine, MonthTable } from "@/components/statements/month-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity, formatMoney, formatMonth, formatNumber, formatShortInstant } from "@/lib/i18n/format";
import { historyMonthsSchema } from "@/lib/schemas/statements";
import { forPage } from "@/lib/server/pages";
import { getPaymentHistory, type MonthView, type PaymentHistory } from "@/lib/server/queries/payment-history";
import { CorrectionsPanel } from "./corrections-panel";
import { ForecastPanel } from "./forecast-panel";

type Props = {
  params: Promise<{ resellerSlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statements"))("history.title") };
}

/** A reseller's statements by month: open, closed, paid; and what the open ones will be if nothing changes. */
export default async function PaymentHistoryPage({ params, searchParams }: Props) {
  const { resellerSlug } = await params;
  const { before } = historyMonthsSchema.parse(await searchParams);
  const page = await forPage(getPaymentHistory(resellerSlug, before));
  const t = await getTranslations("statements.history");
  const { companyName } = page.viewer;
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact", { company: companyName, currency: page.currency })} />
      <DifferencesNote n={page.differences} href={`/r/${resellerSlug}/statements/differences`} />
      <div className="stack">
        {page.forecasts.length > 0 ? <ForecastPanel page={page} /> : null}
        <section className="panel" aria-label={t("caption")}>
          {page.items.length === 0 ? <Empty slug={resellerSlug} /> : <Months page={page} isFirst={!before} />}
        </section>
        {page.corrections.length > 0 && !before ? <CorrectionsPanel page={page} /> : null}
      </div>
    </>
  );
}

async function Empty({ slug }: { slug: string }) {
  const t = await getTranslations("statements.history.none");
  return (
    <EmptyState icon="pay" title={t("title")} act={<ButtonLink href={`/r/${slug}/requests`}>{t("act")}</ButtonLink>}>
      {t("text")}
    </EmptyState>
  );
}

async function Months({ page, isFirst }: { page: PaymentHistory; isFirst: boolean }) {
  const t = await getTranslations("statements.history.pager");
  const locale = await getLocale();
  const base = `/r/${page.viewer.companySlug}/statements`;
  return (
    <>
      <MonthTable
        lines={page.items.map((item) => toLine(item, page, locale))}
        city={formatCity(page.viewer.timeZone)}
      />
      <Pager
        label={t("label")}
        shown={t("shown", { n: page.items.length })}
        previous={isFirst ? undefined : { href: base, label: t("first") }}
        next={page.nextBefore ? { href: `${base}?before=${page.nextBefore}`, label: t("next") } : undefined}
      />
    </>
  );
}

function toLine(item: MonthView, { viewer, currency }: PaymentHistory, locale: string): MonthLine {
  const reader = { locale, timeZone: viewer.timeZone };
  return {
    month: item.month,
    href: `/r/${viewer.companySlug}/statements/${item.month}`,
    name: formatMonth(item.month, locale),
    reference: item.reference,
    status: item.status,
    accounts: formatNumber(item.accounts, locale),
    dealers: formatNumber(item.dealers, locale),
    dealerFee: formatMoney(item.dealerFeeMinor, currency, locale),
    fee: formatMoney(item.feeMinor, currency, locale),
    closes: formatShortInstant(item.closesAt, reader),
    paid: item.paidAt ? formatShortInstant(item.paidAt, reader) : null,
  };
}
