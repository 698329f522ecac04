import { getLocale, getTranslations } from "next-intl/server";
import { StatementTag } from "@/components/statements/statement-tag";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
import { formatMoney, formatNumber } from "@/lib/i18n/format";
import type { OwnAccountsPage } from "@/lib/server/queries/own-accounts";

/** Who is billed for how many accounts of the month, and what each asks for them. */
export async function PartsPanel({ page: { parts, month, lines }, base }: { page: OwnAccountsPage; base: string }) {
  const t = await getTranslations("statements.own");
  const locale = await getLocale();
  const hrefOf = (resellerId: string) => `${base}?${new URLSearchParams({ month, reseller: resellerId })}`;
  return (
    <Panel id="parts" title={t("parts")} isPadded={false}>
      <ScrollBox label={t("parts")}>
        <table className="t">
          <caption className="sr">{t("parts")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("reseller")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col" className="r">
                {t("accounts")}
              </th>
              <th scope="col" className="r">
                {t("onTrial")}
              </th>
              <th scope="col" className="r">
                {t("fee")}
              </th>
            </tr>
          </thead>
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
                <td className="r">
                  {dealerFeeMinor > 0 ? formatMoney(dealerFeeMinor, currency, locale) : t("agreed")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </Panel>
  );
}
