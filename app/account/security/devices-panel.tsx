import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { EndSessionButton } from "@/components/accounts/end-session-button";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { formatShortInstant } from "@/lib/i18n/format";
import type { DeviceLine, Security } from "@/lib/server/queries/account-security";

const here = { role: "on", icon: "ok" } as const;

/** Names a device by browser and system; brand names are the same in all languages. */
export function deviceName({ browser, system }: DeviceLine, unknown: string): string {
  return [browser, system].filter(Boolean).join(", ") || unknown;
}

/** The sign-ins that work now, each with its end, and the end of all. */
export async function DevicesPanel({ security: { sessions, timeZone } }: { security: Security }) {
  const t = await getTranslations("security");
  const texts = await formTexts();
  const reader = { locale: await getLocale(), timeZone };
  return (
    <Panel
      id="devices"
      title={t("devices")}
      fact={t("endAllHint")}
      isPadded={false}
      end={
        <EndSessionButton sessionId={null} name={t("endAll")} texts={texts}>
          {t("endAll")}
        </EndSessionButton>
      }
    >
      <ul>
        {sessions.map(({ id, isCurrent, since, lastSeen, ...from }) => {
          const device = deviceName(from, t("unknownDevice"));
          return (
            <li className="req" key={id}>
              <b>{device}</b>
              <span className="row-span-2">
                {isCurrent ? (
                  <Tag {...here}>{t("here")}</Tag>
                ) : (
                  <EndSessionButton sessionId={id} name={t("endNamed", { device })} texts={texts}>
                    {t("end")}
                  </EndSessionButton>
                )}
              </span>
              <small>
                {from.address ? `${from.address} · ` : ""}
                {t("since", { at: formatShortInstant(since, reader) })} ·{" "}
                {t("lastSeen", { at: formatShortInstant(lastSeen, reader) })}
              </small>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
