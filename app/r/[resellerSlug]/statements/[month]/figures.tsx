import { getLocale, getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { formatMoney, formatNumber } from "@/lib/i18n/format";
import type { StatementHead } from "@/lib/server/queries/statement";

/** A statement in four figures, each leading to the list that makes it. */
export async function Figures({ head, here }: { head: StatementHead; here: string }) {
  const t = await getTranslations("statements.statement");
  const locale = await getLocale();
  const accounts = `${here}?view=accounts`;
  const figures = [
    {
      key: "fee",
      href: accounts,
      value: formatMoney(head.feeMinor, head.currency, locale),
      text: head.status === "OPEN" ? t("feeOpen") : t("feeClosed", { n: head.corrections }),
    },
    {
      key: "accounts",
      href: accounts,
      value: formatNumber(head.accounts, locale),
      text: t("onTrial", { n: head.onTrial }),
    },
    { key: "dealers", href: here, value: formatNumber(head.dealers, locale), text: t("dealersText") },
    {
      key: "dealerFees",
      href: here,
      value: formatMoney(head.dealerFeeMinor, head.currency, locale),
      text: t("dealerFeesText"),
    },
  ] as const;
  return (
    <div className="figs mb-4">
      {figures.map(({ key, href, value, text }) => (
        <NavLink key={key} href={href}>
          <span>{t(key)}</span>
          <b>{value}</b>
          <small>{text}</small>
        </NavLink>
      ))}
    </div>
  );
}
