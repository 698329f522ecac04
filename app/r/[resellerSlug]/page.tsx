import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getResellerDashboard } from "@/lib/server/queries/reseller-dashboard";
import { BoundariesPanel } from "./boundaries-panel";
import { DealersPanel } from "./dealers-panel";
import { Figures } from "./figures";
import { NeedsPanel } from "./needs-panel";
import { OffersPanel } from "./offers-panel";
import { TrendPanel } from "./trend-panel";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("portal"))("dashboard.title") };
}

/** A reseller's side opens with what it owes, what runs on its name, for whom, and what ends next. */
export default async function ResellerDashboardPage({ params }: Props) {
  const page = await forPage(getResellerDashboard((await params).resellerSlug));
  const t = await getTranslations("portal.dashboard");
  const policies = await getTranslations("resellers.policies");
  const locale = await getLocale();
  const { feeMinor, currency, policy } = page.terms;
  return (
    <>
      <PageHeader
        title={t("title")}
        fact={t("fact", {
          month: formatMonth(page.month, locale),
          policy: policies(policy),
          fee: formatMoney(feeMinor, currency, locale),
        })}
      />
      <Figures page={page} />
      <div className="cols">
        <div className="stack">
          <TrendPanel page={page} />
          <DealersPanel page={page} />
        </div>
        <div className="stack">
          <NeedsPanel page={page} />
          <BoundariesPanel page={page} />
          <OffersPanel page={page} />
        </div>
      </div>
    </>
  );
}
