import { getLocale, getTranslations } from "next-intl/server";
import { StatementTag } from "@/components/statements/statement-tag";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatMoney, formatNumber } from "@/lib/i18n/format";
import type { OwnAccountsPage } from "@/lib/server/queries/own-accounts";

/** Who is billed for how many accounts of the month, and what each asks for them. */
export async function PartsPanel({ page: { parts, month, lines }, base }: { page: OwnAccountsPage; base: string }) {
  const t = await getTranslations("statements.own");
  const locale = await getLocale();
  const hrefOf = (resellerId: string) => `${base}?${new URLSearchParams({ month, reseller: resellerId })}`;
  return (
    <Panel id="parts" title={t("parts")} isPadded={false}>
      <DataTable
        caption={t("parts")}
        heads={[t("reseller"), t("state"), numberHead(t("accounts")), numberHead(t("onTrial")), numberHead(t("fee"))]}
      >
        <tbody>
          {parts.map(({ resellerId, reseller, currency, isOpen, accounts, onTrial, dealerFeeMinor }) => (
            <tr key={resellerId}>
              <td>
                <NavLink
                  className="name"
                  href={hrefOf(resellerId)}
                  aria-current={lines?.part.resellerId === resellerId ? "true" : undefined}
                >
                  {reseller}
                </NavLink>
              </td>
              <td>
                <StatementTag status={isOpen ? "OPEN" : "CLOSED"} />
              </td>
              <td className="r">{formatNumber(accounts, locale)}</td>
              <td className="r">{formatNumber(onTrial, locale)}</td>
              <td className="r">{dealerFeeMinor > 0 ? formatMoney(dealerFeeMinor, currency, locale) : t("agreed")}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
