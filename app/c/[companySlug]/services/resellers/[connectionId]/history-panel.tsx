import { getLocale, getTranslations } from "next-intl/server";
import { toHistoryLines } from "@/app/c/[companySlug]/company/history/log-lines";
import { capitalize } from "@/app/shell/change-lines";
import { Timeline } from "@/components/hubs/timeline";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import type { ResellerPage } from "@/lib/server/queries/your-resellers";

/** What happened between dealer and reseller, newest first. */
export async function HistoryPanel({ page: { viewer, history } }: { page: Pick<ResellerPage, "viewer" | "history"> }) {
  const t = await getTranslations("resellers.history");
  const lines = await toHistoryLines({ viewer, entries: history }, viewer.companyName);
  const locale = await getLocale();
  return (
    <Panel id="history" title={t("title")} fact={t("zone", { zone: formatCity(viewer.timeZone) })} isPadded={false}>
      {lines.length === 0 ? (
        <p className="pad muted">{t("none")}</p>
      ) : (
        <Timeline
          lines={lines.map(({ id, icon, at, atIso, what, who, channel, reason }) => ({
            id,
            icon,
            at,
            atIso,
            text: reason ? t("because", { what: capitalize(what, locale), reason }) : capitalize(what, locale),
            by: t("by", { who, channel }),
            why: null,
            changes: [],
          }))}
        />
      )}
    </Panel>
  );
}
