import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { type ResellerLine, ResellerTable } from "@/components/resellers/reseller-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { formatCity } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getYourResellers } from "@/lib/server/queries/your-resellers";
import { toResellerLine } from "./reseller-lines";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("list.title") };
}

/** A dealer's resellers, the newest request on top, each with what comes next. */
export default async function YourResellersPage({ params }: Props) {
  const { companySlug } = await params;
  const { viewer, requests } = await forPage(getYourResellers(companySlug));
  const t = await getTranslations("resellers.list");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const lines: ResellerLine[] = await Promise.all(requests.map((request) => toResellerLine(request, viewer, reader)));
  const add = (
    <ButtonLink look="primary" icon="plus" href={`/c/${companySlug}/services/resellers/add`}>
      {t("add")}
    </ButtonLink>
  );
  return (
    <>
      <LivePage topics={["connection"]} />
      <PageHeader title={t("title")} fact={t("fact")} acts={add} />
      <section className="panel" aria-label={t("title")}>
        {lines.length === 0 ? (
          <EmptyState icon="pay" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <ResellerTable lines={lines} city={formatCity(viewer.timeZone)} />
        )}
      </section>
    </>
  );
}
