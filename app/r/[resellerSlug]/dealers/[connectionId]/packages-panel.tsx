import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { DealerPage } from "@/lib/server/queries/dealer";

/** The dealer's live accounts by package, each figure with its list; a dealer that activated nothing has its own page. */
export async function PackagesPanel({ page }: { page: DealerPage }) {
  const { dealer, packages, viewer } = page;
  const t = await getTranslations("portal.dealer.packages");
  const list = `/r/${viewer.companySlug}/accounts?dealer=${dealer.companyId}`;
  return (
    <Panel id="packages" title={t("title")} end={<NavLink href={list}>{t("all")}</NavLink>} isPadded={false}>
      {packages.length === 0 ? (
        <EmptyState icon="star" title={t("none.title")}>
          {t(dealer.state === "OPEN" ? "none.open" : "none.over", { dealer: dealer.name })}
        </EmptyState>
      ) : (
        <Shares page={page} list={list} />
      )}
    </Panel>
  );
}

async function Shares({ page: { packages, dealer }, list }: { page: DealerPage; list: string }) {
  const t = await getTranslations("portal.dealer.packages");
  const offers = await getTranslations("offers");
  const caption = t("caption", { dealer: dealer.name });
  return (
    <ScrollBox label={caption}>
      <table className="t">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("package")}</th>
            <th scope="col" className="r">
              {t("live")}
            </th>
            <th scope="col" className="r">
              {t("ending")}
            </th>
            <th scope="col" className="r">
              {t("activating")}
            </th>
          </tr>
        </thead>
        <tbody>
          {packages.map(({ offerCode, live, ending, activating }) => (
            <tr key={offerCode}>
              <td>{offers.has(`${offerCode}.name`) ? offers(`${offerCode}.name`) : offerCode}</td>
              <Figure n={live} href={`${list}&state=live`} label={t("live")} />
              <Figure n={ending} href={`${list}&state=ends`} label={t("ending")} />
              <Figure n={activating} href={`${list}&state=activating`} label={t("activating")} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
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
