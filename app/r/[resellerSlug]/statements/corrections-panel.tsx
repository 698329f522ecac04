import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { PaymentHistory } from "@/lib/server/queries/payment-history";

/** Corrections of closed months that become lines of the next statement. */
export async function CorrectionsPanel({ page: { corrections, currency } }: { page: PaymentHistory }) {
  const t = await getTranslations("statements.corrections");
  const locale = await getLocale();
  return (
    <Panel id="corrections" title={t("title")} fact={t("fact", { n: corrections.length })} isPadded={false}>
      <DataTable caption={t("caption")} heads={[t("hub"), t("dealer"), t("month"), t("reason"), numberHead(t("fee"))]}>
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
      </DataTable>
    </Panel>
  );
}
