import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatShortInstant } from "@/lib/i18n/format";
import type { ResellerDashboard, ZoneBoundary } from "@/lib/server/queries/reseller-dashboard";

/** When the month ends in each zone of the running accounts, and what ends with it. */
export async function BoundariesPanel({ page }: { page: ResellerDashboard }) {
  const { boundaries, viewer } = page;
  const t = await getTranslations("portal.dashboard.boundaries");
  const last = boundaries.at(-1);
  return (
    <Panel id="boundaries" title={t("title")} fact={t("fact", { n: boundaries.length })} isPadded={false}>
      {last ? (
        <>
          <ul>
            {boundaries.map((boundary) => (
              <Boundary key={boundary.zone} boundary={boundary} viewer={viewer} />
            ))}
          </ul>
          <p className="pad muted">{t("closes", { zone: formatCity(last.zone) })}</p>
        </>
      ) : (
        <p className="pad muted">{t("none")}</p>
      )}
    </Panel>
  );
}

/** Both zones' times: that of the month that ends, and the reseller's own where it is another. */
async function Boundary({ boundary, viewer }: { boundary: ZoneBoundary; viewer: ResellerDashboard["viewer"] }) {
  const { zone, month, at, left, accounts, ending } = boundary;
  const t = await getTranslations("portal.dashboard.boundaries");
  const locale = await getLocale();
  const list = `/r/${viewer.companySlug}/accounts?zone=${encodeURIComponent(zone)}&state=live`;
  const tell = (timeZone: string) =>
    t("instant", { instant: formatShortInstant(at, { locale, timeZone }), zone: formatCity(timeZone) });
  return (
    <li className="req">
      <b className="row">
        <Icon name="clock" isSmall />
        {formatCity(zone)}
      </b>
      <span className="num">{t("left", left)}</span>
      <small className="num">
        <span className="block">{tell(zone)}</span>
        {zone === viewer.timeZone ? null : <span className="block">{tell(viewer.timeZone)}</span>}
      </small>
      <small className="num text-end">
        <NavLink className="block" href={list}>
          {t("accounts", { n: accounts })}
        </NavLink>
        {ending > 0 ? (
          <NavLink className="block" href={`${list}&last=${month}`}>
            {t("ending", { n: ending })}
          </NavLink>
        ) : (
          t("noEnding")
        )}
      </small>
    </li>
  );
}
