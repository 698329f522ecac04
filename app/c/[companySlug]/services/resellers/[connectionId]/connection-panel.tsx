import { getLocale, getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatInstant, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { ConnectionView, ResellerPage } from "@/lib/server/queries/your-resellers";

type Props = { page: ResellerPage; connection: ConnectionView };

/** The connection's facts and the terms of this month. */
export async function ConnectionPanel({ page: { viewer, reseller }, connection }: Props) {
  const t = await getTranslations("resellers.connection");
  const reader = { locale: await getLocale(), timeZone: viewer.timeZone };
  const { dealerNumber, openedAt, closedAt, endMonth, trialDays, liveHubs } = connection;
  const hubs = `/c/${viewer.companySlug}/objects?${new URLSearchParams({ reseller: reseller.resellerId })}`;
  return (
    <Panel id="connection" title={t("title")}>
      <dl className="kv">
        <dt>{t("since")}</dt>
        <dd>{formatInstant(openedAt, reader)}</dd>
        {closedAt ? (
          <>
            <dt>{t("ended")}</dt>
            <dd>{formatInstant(closedAt, reader)}</dd>
          </>
        ) : null}
        {endMonth && !closedAt ? (
          <>
            <dt>{t("lastMonth")}</dt>
            <dd>{formatMonth(endMonth, reader.locale)}</dd>
          </>
        ) : null}
        <dt>{t("number")}</dt>
        <dd className={dealerNumber ? "mono" : "muted"}>{dealerNumber ?? t("noNumber")}</dd>
        <dt>{t("trial")}</dt>
        <dd>{t("trialDays", { n: trialDays })}</dd>
        {connection.isFeeShown ? <FeeLine connection={connection} locale={reader.locale} /> : null}
        <dt>{t("hubs")}</dt>
        <dd>
          {liveHubs > 0 ? <NavLink href={hubs}>{t("liveHubs", { n: liveHubs })}</NavLink> : t("liveHubs", { n: 0 })}
        </dd>
      </dl>
    </Panel>
  );
}

async function FeeLine({ connection, locale }: { connection: ConnectionView; locale: string }) {
  const t = await getTranslations("resellers.connection");
  const { dealerFeeMinor, currency } = connection;
  return (
    <>
      <dt>{t("fee")}</dt>
      <dd>
        {dealerFeeMinor === null ? t("noFee") : t("feeEach", { fee: formatMoney(dealerFeeMinor, currency, locale) })}
      </dd>
    </>
  );
}
