import { getLocale, getTranslations } from "next-intl/server";
import { BarChart } from "@/components/charts/bar-chart";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatMonth, formatMonthShort } from "@/lib/i18n/format";
import type { ResellerDashboard } from "@/lib/server/queries/reseller-dashboard";

/** Accounts by month, as a sentence, as bars and as a table; each figure of the table leads to its accounts. */
export async function TrendPanel({ page }: { page: ResellerDashboard }) {
  const { trend, viewer } = page;
  const t = await getTranslations("portal.dashboard.trend");
  const locale = await getLocale();
  const words = await sentence(page);
  const accounts = `/r/${viewer.companySlug}/accounts`;
  const bars = trend.months.map(({ month, accounts: figure }) => ({
    key: month,
    label: formatMonthShort(month, locale),
    figure,
    isCurrent: month === page.month,
  }));
  return (
    <Panel id="trend" title={t("title")} fact={t("fact")}>
      <p className="mb-4">{words}</p>
      <BarChart bars={bars} label={words} />
      <details className="filters mt-2">
        <summary className="-ms-3">{t("table")}</summary>
        <table className="t mt-2">
          <caption className="sr">{t("caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("month")}</th>
              <th scope="col" className="r">
                {t("accounts")}
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.months.map(({ month, accounts: n, isOpen }) => (
              <tr key={month}>
                <td>
                  {formatMonth(month, locale)}
                  {isOpen ? <small>{t("open")}</small> : null}
                </td>
                <td className="r">
                  <NavLink href={`${accounts}?month=${month}`}>{t("figure", { n })}</NavLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}

async function sentence({ trend: { months, direction } }: ResellerDashboard): Promise<string> {
  const t = await getTranslations("portal.dashboard.trend");
  const locale = await getLocale();
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return "";
  return t(`sentences.${direction}`, {
    from: first.accounts,
    to: last.accounts,
    first: formatMonth(first.month, locale),
    last: formatMonth(last.month, locale),
  });
}
