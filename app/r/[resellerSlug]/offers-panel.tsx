import { getTranslations } from "next-intl/server";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import type { ResellerDashboard } from "@/lib/server/queries/reseller-dashboard";

/** The running accounts by package. */
export async function OffersPanel({ page: { offers, viewer } }: { page: ResellerDashboard }) {
  const t = await getTranslations("portal.dashboard.offers");
  const names = await getTranslations("offers");
  const list = `/r/${viewer.companySlug}/accounts?state=live`;
  return (
    <Panel id="offers" title={t("title")}>
      {offers.length === 0 ? (
        <p className="muted">{t("none")}</p>
      ) : (
        <dl className="kv">
          {offers.map(({ offerCode, accounts }) => (
            <div className="contents" key={offerCode}>
              <dt>{names.has(`${offerCode}.name`) ? names(`${offerCode}.name`) : offerCode}</dt>
              <dd>
                <NavLink href={`${list}&package=${offerCode}`}>{t("accounts", { n: accounts })}</NavLink>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
