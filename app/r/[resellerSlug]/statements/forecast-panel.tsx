import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { PaymentHistory } from "@/lib/server/queries/payment-history";

/** What open months and the next one will be if nothing changes. Source: PRODUCT F8. */
export async function ForecastPanel({ page }: { page: PaymentHistory }) {
  const t = await getTranslations("statements.forecast");
  const locale = await getLocale();
  return (
    <Panel id="forecast" title={t("title")}>
      <ul className="stack">
        {page.forecasts.map(({ month, feeMinor, endsRemoveMinor }) => (
          <li key={month}>
            {t(endsRemoveMinor > 0 ? "ends" : "plain", {
              month: formatMonth(month, locale),
              fee: formatMoney(feeMinor, page.currency, locale),
              removed: formatMoney(endsRemoveMinor, page.currency, locale),
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
