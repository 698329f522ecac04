import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ScrollBox } from "@/components/ui/scroll-box";
import { countryName } from "@/lib/i18n/country-name";
import { formatShortInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getDealers } from "@/lib/server/queries/reseller-portal";

type Props = { params: Promise<{ resellerSlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("resellers"))("dealers.title") };
}

/** The dealers a reseller is connected to, and how many hubs of each are billed to it now. */
export default async function DealersPage({ params }: Props) {
  const { viewer, dealers } = await forPage(getDealers((await params).resellerSlug));
  const t = await getTranslations("resellers.dealers");
  const locale = await getLocale();
  const accounts = dealers.reduce((sum, { liveAccounts }) => sum + liveAccounts, 0);
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact", { dealers: dealers.length, accounts })} />
      <section className="panel" aria-label={t("title")}>
        {dealers.length === 0 ? (
          <EmptyState icon="people" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <ScrollBox label={t("title")}>
            <table className="t">
              <caption className="sr">{t("title")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("dealer")}</th>
                  <th scope="col">{t("number")}</th>
                  <th scope="col">{t("since")}</th>
                  <th scope="col">{t("state")}</th>
                  <th scope="col" className="r">
                    {t("accounts")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {dealers.map((dealer) => (
                  <tr key={dealer.connectionId}>
                    <td>
                      <b>{dealer.name}</b>
                      <small>{countryName(dealer.country, locale)}</small>
                    </td>
                    <td className="mono">{dealer.dealerNumber ?? "–"}</td>
                    <td className="num nowrap">
                      {formatShortInstant(dealer.openedAt, { locale, timeZone: viewer.timeZone })}
                    </td>
                    <td>{t(`states.${dealer.state}`)}</td>
                    <td className="r">{dealer.liveAccounts}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </section>
    </>
  );
}
