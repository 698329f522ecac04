import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { formatInstant, formatMonth } from "@/lib/i18n/format";
import type { DealerPage } from "@/lib/server/queries/dealer";

/** Where the connection stands and who brought it there. */
export async function ConnectionPanel({ page: { dealer, viewer } }: { page: DealerPage }) {
  const t = await getTranslations("portal.dealer.connection");
  const locale = await getLocale();
  const instant = (iso: string) => formatInstant(iso, { locale, timeZone: viewer.timeZone });
  const side = dealer.isEndedByDealer ? dealer.name : viewer.companyName;
  return (
    <Panel id="connection" title={t("title")}>
      <dl className="kv">
        <dt>{t("since")}</dt>
        <dd>{instant(dealer.openedAt)}</dd>
        {dealer.approvedBy ? (
          <>
            <dt>{t("approvedBy")}</dt>
            <dd>{dealer.approvedBy}</dd>
          </>
        ) : null}
        {dealer.endMonth ? (
          <>
            <dt>{t("lastMonth")}</dt>
            <dd>{formatMonth(dealer.endMonth, locale)}</dd>
          </>
        ) : null}
        {dealer.endingAt && dealer.endingByName ? (
          <>
            <dt>{t("endSet")}</dt>
            <dd>
              {t("by", { name: dealer.endingByName, company: side })}
              <small className="muted block">{instant(dealer.endingAt)}</small>
            </dd>
          </>
        ) : null}
        {dealer.closedAt ? (
          <>
            <dt>{t("ended")}</dt>
            <dd>{instant(dealer.closedAt)}</dd>
          </>
        ) : null}
      </dl>
    </Panel>
  );
}
