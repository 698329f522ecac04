import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { DealerPage } from "@/lib/server/queries/dealer";

/** What runs now and what the open month will be by package; a dealer that activated nothing has its own page. */
export async function PackagesPanel({ page }: { page: DealerPage }) {
  const { dealer, packages, parts, viewer } = page;
  const t = await getTranslations("portal.dealer.packages");
  const list = `/r/${viewer.companySlug}/accounts?dealer=${dealer.companyId}`;
  const month = formatMonth(page.month, await getLocale());
  return (
    <Panel
      id="packages"
      title={t("title")}
      fact={t("fact", { month })}
      end={<NavLink href={list}>{t("all")}</NavLink>}
      isPadded={false}
    >
      {packages.length === 0 && parts.length === 0 ? (
        <EmptyState icon="star" title={t("none.title")}>
          {t(dealer.state === "OPEN" ? "none.open" : "none.over", { dealer: dealer.name })}
        </EmptyState>
      ) : (
        <Shares page={page} list={list} />
      )}
    </Panel>
  );
}

const heads = ["live", "ending", "activating", "paid", "trial", "fee"] as const;

async function Shares({ page, list }: { page: DealerPage; list: string }) {
  const t = await getTranslations("portal.dealer.packages");
  const caption = t("caption", { dealer: page.dealer.name });
  const codes = [...new Set([...page.packages, ...page.parts].map(({ offerCode }) => offerCode))].sort();
  return (
    <DataTable caption={caption} heads={[t("package"), ...heads.map((key) => numberHead(t(key)))]}>
      <tbody>
        {codes.map((code) => (
          <ShareRow key={code} page={page} code={code} list={list} />
        ))}
      </tbody>
    </DataTable>
  );
}

async function ShareRow({ page, code, list }: { page: DealerPage; code: string; list: string }) {
  const { dealer, month, viewer } = page;
  const t = await getTranslations("portal.dealer.packages");
  const offers = await getTranslations("offers");
  const locale = await getLocale();
  const share = page.packages.find(({ offerCode }) => offerCode === code);
  const part = page.parts.find(({ offerCode }) => offerCode === code);
  const own = `${list}&package=${code}`;
  const lines = `/r/${viewer.companySlug}/statements/${month}?view=accounts&dealer=${dealer.companyId}`;
  return (
    <tr>
      <td className="nowrap">{offers.has(`${code}.name`) ? offers(`${code}.name`) : code}</td>
      <Figure n={share?.live ?? 0} href={`${own}&state=live`} label={t("live")} />
      <Figure n={share?.ending ?? 0} href={`${own}&state=ends`} label={t("ending")} />
      <Figure n={share?.activating ?? 0} href={`${own}&state=activating`} label={t("activating")} />
      <Figure n={(part?.accounts ?? 0) - (part?.onTrial ?? 0)} href={lines} label={t("paid")} />
      <Figure n={part?.onTrial ?? 0} href={lines} label={t("trial")} />
      <td className="r">
        <NavLink href={lines}>{formatMoney(part?.feeMinor ?? 0, dealer.currency, locale)}</NavLink>
      </td>
    </tr>
  );
}

async function Figure({ n, href, label }: { n: number; href: string; label: string }) {
  const t = await getTranslations("portal");
  return (
    <td className="r">
      {n === 0 ? (
        <span className="muted">–</span>
      ) : (
        <NavLink href={href} aria-label={t("figureOf", { label, n })}>
          {t("figure", { n })}
        </NavLink>
      )}
    </td>
  );
}
