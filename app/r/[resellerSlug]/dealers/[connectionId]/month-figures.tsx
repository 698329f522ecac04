import { getLocale, getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { DealerPage } from "@/lib/server/queries/dealer";

/** The dealer's part of the open month in figures, each leading to its lines, and what runs now. */
export async function MonthFigures({ page }: { page: DealerPage }) {
  const { dealer, parts, packages, month, viewer } = page;
  const t = await getTranslations("portal.dealer.figures");
  const locale = await getLocale();
  const home = `/r/${viewer.companySlug}`;
  const lines = `${home}/statements/${month}?view=accounts&dealer=${dealer.companyId}`;
  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
  const trial = sum(parts.map(({ onTrial }) => onTrial));
  const dealerFees = parts.flatMap(({ dealerFeeMinor }) => dealerFeeMinor ?? []);
  const money = (minor: number) => formatMoney(minor, dealer.currency, locale);
  const figures = [
    {
      label: t("total", { month: formatMonth(month, locale) }),
      href: lines,
      value: money(sum(parts.map(({ feeMinor }) => feeMinor))),
      text: dealerFees.length > 0 ? t("dealerFees", { fee: money(sum(dealerFees)) }) : t("ifNothing"),
    },
    {
      label: t("paid"),
      href: lines,
      value: t("figure", { n: sum(parts.map(({ accounts }) => accounts)) - trial }),
      text: t("thisMonth"),
    },
    { label: t("trial"), href: lines, value: t("figure", { n: trial }), text: t("thisMonth") },
    {
      label: t("live"),
      href: `${home}/accounts?dealer=${dealer.companyId}&state=live`,
      value: t("figure", { n: sum(packages.map(({ live }) => live)) }),
      text: t("ending", { n: sum(packages.map(({ ending }) => ending)) }),
    },
  ];
  return (
    <div className="figs mb-4">
      {figures.map(({ label, href, value, text }) => (
        <NavLink key={label} href={href}>
          <span>{label}</span>
          <b>{value}</b>
          <small>{text}</small>
        </NavLink>
      ))}
    </div>
  );
}
