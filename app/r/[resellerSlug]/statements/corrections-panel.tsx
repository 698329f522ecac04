import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { PaymentHistory } from "@/lib/server/queries/payment-history";

/** Corrections of closed months that become lines of the next statement. */
export async function CorrectionsPanel({ page: { corrections, currency } }: { page: PaymentHistory }) {
  const t = await getTranslations("statements.corrections");
  const locale = await getLocale();
  return (
    <Panel id="corrections" title={t("title")} fact={t("fact", { n: corrections.length })} isPadded={false}>
      <ScrollBox label={t("caption")}>
        <table className="t">
          <caption className="sr">{t("caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("hub")}</th>
              <th scope="col">{t("dealer")}</th>
              <th scope="col">{t("month")}</th>
              <th scope="col">{t("reason")}</th>
              <th scope="col" className="r">
                {t("fee")}
              </th>
            </tr>
          </thead>
          <tbody>
            {corrections.map(({ id, hubNumber, dealerName, month, reason, feeMinor }) => (
              <tr key={id}>
                <td className="mono">{hubNumber}</td>
                <td>{dealerName}</td>
                <td className="nowrap">{formatMonth(month, locale)}</td>
                <td>{reason}</td>
                <td className="r">{formatMoney(feeMinor, currency, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}
