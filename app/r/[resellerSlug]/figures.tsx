import { getLocale, getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { ResellerDashboard } from "@/lib/server/queries/reseller-dashboard";

type Props = { page: ResellerDashboard };

/** What is owed and what runs, in four figures; each leads to the list that makes it. */
export async function Figures({ page }: Props) {
  const { terms, balance, forecast, live, month, viewer } = page;
  const t = await getTranslations("portal.dashboard.figures");
  const locale = await getLocale();
  const home = `/r/${viewer.companySlug}`;
  const money = (minor: number) => formatMoney(minor, terms.currency, locale);
  const figures = [
    {
      label: t("balance.title"),
      href: `${home}/statements`,
      value: money(balance.feeMinor),
      text: await balanceText(page),
    },
    {
      label: t("owed.title", { month: formatMonth(month, locale) }),
      href: `${home}/statements/${month}`,
      value: money(forecast.feeMinor),
      text: t("owed.text", { n: forecast.accounts - forecast.onTrial }),
    },
    {
      label: t("live.title"),
      href: `${home}/accounts?state=live`,
      value: t("figure", { n: live.accounts }),
      text: t("live.text", { ending: live.ending, activating: live.activating }),
    },
    {
      label: t("dealers.title"),
      href: `${home}/dealers?state=live`,
      value: t("figure", { n: live.dealers }),
      text: t("dealers.text", { n: page.waiting.requests }),
    },
  ];
  return (
    <div className="figs mb-4">
      {figures.map(({ label, href, value, text }) => (
        <NavLink key={href} href={href}>
          <span>{label}</span>
          <b>{value}</b>
          <small>{text}</small>
        </NavLink>
      ))}
    </div>
  );
}

/** Names the months that wait to be paid, as far as they fit. */
async function balanceText({ balance: { statements, oldest } }: ResellerDashboard): Promise<string> {
  const t = await getTranslations("portal.dashboard.figures.balance");
  const locale = await getLocale();
  if (statements === 0) return t("none");
  const names = oldest.map(({ month }) => formatMonth(month, locale));
  const months = new Intl.ListFormat(locale, { type: "unit", style: "short" }).format(names);
  return t("text", { months, more: statements - oldest.length });
}
