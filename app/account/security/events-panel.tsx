import { getLocale, getTranslations } from "next-intl/server";
import { Panel } from "@/components/ui/panel";
import { ScrollBox } from "@/components/ui/scroll-box";
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
        <ScrollBox label={t("recent")}>
          <table className="t">
            <caption className="sr">{t("recent")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("what")}</th>
                <th scope="col">{t("where")}</th>
                <th scope="col">{t("when")}</th>
              </tr>
            </thead>
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
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}
