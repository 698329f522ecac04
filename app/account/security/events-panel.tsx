import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { formatShortInstant, formatZone } from "@/lib/i18n/format";
import type { Security } from "@/lib/server/queries/account-security";
import { deviceName } from "./devices-panel";

/** The newest events of the account, with where each came from. */
export async function EventsPanel({ security: { events, timeZone } }: { security: Security }) {
  const t = await getTranslations("security");
  const texts = await getTranslations("security.events");
  const reader = { locale: await getLocale(), timeZone };
  const [newest] = events;
  return (
    <Panel
      id="recent"
      title={t("recent")}
      fact={newest ? t("recentFact", { zone: formatZone(newest.at, reader) }) : undefined}
      isPadded={newest === undefined}
    >
      {newest === undefined ? (
        <p className="muted">{t("nothingYet")}</p>
      ) : (
        <DataTable caption={t("recent")} heads={[t("what"), t("where"), t("when")]}>
          <tbody>
            {events.map(({ id, action, at, ...from }) => (
              <tr key={id}>
                <td>{texts(action.replace(".", "_"))}</td>
                <td>
                  {deviceName(from, t("unknownDevice"))}
                  {from.address ? <small>{from.address}</small> : null}
                </td>
                <td className="num nowrap">{formatShortInstant(at, reader)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}
