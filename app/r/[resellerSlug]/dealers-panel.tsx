import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatMoney } from "@/lib/i18n/format";
import type { DealerPart, ResellerDashboard } from "@/lib/server/queries/reseller-dashboard";

/** The dealers of the open month, the highest fees first; figures lead to the lines of the month's statement. */
export async function DealersPanel({ page }: { page: ResellerDashboard }) {
  const { forecast, viewer, month } = page;
  const t = await getTranslations("portal.dashboard.dealers");
  const statement = `/r/${viewer.companySlug}/statements/${month}`;
  return (
    <Panel
      id="dealers"
      title={t("title")}
      fact={t("fact")}
      end={<NavLink href={statement}>{t("all", { n: forecast.allDealers })}</NavLink>}
      isPadded={false}
    >
      {forecast.dealers.length === 0 ? <p className="pad muted">{t("none")}</p> : <Parts page={page} />}
    </Panel>
  );
}

async function Parts({ page }: { page: ResellerDashboard }) {
  const { forecast, terms, viewer, month } = page;
  const t = await getTranslations("portal.dashboard.dealers");
  const locale = await getLocale();
  const paid = forecast.accounts - forecast.onTrial;
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        t("dealer"),
        { label: t("number"), isDesk: true },
        { label: t("paid"), isNumber: true, isDesk: true },
        { label: t("trial"), isNumber: true, isDesk: true },
        { label: t("fee"), isNumber: true, order: "descending" },
      ]}
      isCards
    >
      <tbody>
        {forecast.dealers.map((dealer) => (
          <DealerRow
            key={dealer.companyId}
            dealer={dealer}
            href={`/r/${viewer.companySlug}/dealers/${dealer.connectionId}`}
            lines={`/r/${viewer.companySlug}/statements/${month}?view=accounts&dealer=${dealer.companyId}`}
            fee={formatMoney(dealer.feeMinor, terms.currency, locale)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{t("total", { n: forecast.allDealers })}</td>
          <td className="desk" />
          <td className="r desk">{t("figure", { n: paid })}</td>
          <td className="r desk">{t("figure", { n: forecast.onTrial })}</td>
          <td className="r fee">{formatMoney(forecast.feeMinor, terms.currency, locale)}</td>
        </tr>
      </tfoot>
    </DataTable>
  );
}

async function DealerRow(props: { dealer: DealerPart; href: string; lines: string; fee: string }) {
  const { dealer, href, lines, fee } = props;
  const t = await getTranslations("portal.dashboard.dealers");
  const paid = dealer.accounts - dealer.onTrial;
  const figure = (n: number) => (n === 0 ? <span className="muted">–</span> : t("figure", { n }));
  return (
    <tr>
      <td>
        <NavLink className="name" href={href}>
          {dealer.name}
        </NavLink>
      </td>
      <td className="desk mono">{dealer.dealerNumber ?? <span className="muted">–</span>}</td>
      <td className="r desk">{figure(paid)}</td>
      <td className="r desk">{figure(dealer.onTrial)}</td>
      <td className="r fee">
        <NavLink className="relative z-1" href={lines} aria-label={t("linesOf", { dealer: dealer.name, fee })}>
          {fee}
        </NavLink>
        <small className="phone">{t("short", { paid, trial: dealer.onTrial })}</small>
      </td>
    </tr>
  );
}
