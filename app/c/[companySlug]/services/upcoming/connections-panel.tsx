import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import type { UpcomingPage } from "@/lib/server/queries/upcoming";

/** Connections whose end is agreed on, each with what is left on it and the way back; nothing where there is none. */
export async function ConnectionsPanel({ page: { connections, viewer } }: { page: UpcomingPage }) {
  const t = await getTranslations("dashboard.upcoming.connections");
  const locale = await getLocale();
  if (connections.length === 0) return null;
  return (
    <Panel id="connections" title={t("title")} isPadded={false}>
      <ul>
        {connections.map(({ connectionId, reseller, at, zone, liveHubs, isOwn }) => {
          const href = `/c/${viewer.companySlug}/services/resellers/${connectionId}`;
          return (
            <li key={connectionId} className="entry">
              <span className="row">
                <Icon name="ends" isSmall />
                <NavLink className="name" href={href}>
                  {reseller}
                </NavLink>
              </span>
              <p className="num">{t("ends", { instant: formatInstant(at, { locale, timeZone: zone }) })}</p>
              <p>{t("left", { n: liveHubs })}</p>
              {viewer.role === "OWNER" && isOwn ? (
                <ButtonLink isSmall icon="undo" href={`${href}?confirm=keep`} aria-label={t("keepNamed", { reseller })}>
                  {t("keep")}
                </ButtonLink>
              ) : (
                <ButtonLink isSmall href={href} aria-label={t("openNamed", { reseller })}>
                  {t("open")}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
