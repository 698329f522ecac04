import { useLocale, useTranslations } from "next-intl";
import { Tile } from "@/components/ui/tile";
import type { StationFault } from "@/lib/domain/station-dialing";
import { formatInstant } from "@/lib/i18n/format";

/** How dialing a station stands. Instants are ISO text. */
export type StationStanding = {
  isLost: boolean;
  acknowledgedAt: string | null;
  fault: StationFault | null;
  faultAt: string | null;
  queued: number;
  queuedAlarms: number;
  droppedCount: number;
};

/** Whether the station is reached, what waits for it, and what it answered last. */
export function StationStatus({ standing, timeZone }: { standing: StationStanding; timeZone: string }) {
  const t = useTranslations("stations");
  const reader = { locale: useLocale(), timeZone };
  const { acknowledgedAt, fault, faultAt, queued, queuedAlarms, droppedCount } = standing;
  return (
    <>
      <StandingTile standing={standing} />
      <dl className="kv mt-4">
        <dt>{t("status.waiting")}</dt>
        <dd>
          {t("status.queue", { n: queued })}
          {queuedAlarms > 0 ? `, ${t("status.alarms", { n: queuedAlarms })}` : ""}
        </dd>
        <dt>{t("status.acknowledged")}</dt>
        <dd>{acknowledgedAt ? formatInstant(acknowledgedAt, reader) : t("status.never")}</dd>
        <dt>{t("status.fault")}</dt>
        <dd>
          {fault ? t(`faults.${fault}`) : t("status.noFault")}
          {fault && faultAt ? <span className="muted block">{formatInstant(faultAt, reader)}</span> : null}
        </dd>
        {droppedCount > 0 ? (
          <>
            <dt>{t("status.dropped")}</dt>
            <dd>{t("status.droppedCount", { n: droppedCount })}</dd>
          </>
        ) : null}
      </dl>
    </>
  );
}

function StandingTile({ standing: { isLost, acknowledgedAt, fault } }: { standing: StationStanding }) {
  const t = useTranslations("stations.status");
  const { role, icon, word } = looks[isLost ? "lost" : fault ? "failing" : acknowledgedAt ? "connected" : "untried"];
  return (
    <Tile role={role} icon={icon} word={t(word)}>
      {t(word === "failing" ? "lostText" : `${word}Text`)}
    </Tile>
  );
}

const looks = {
  lost: { role: "bad", icon: "octa", word: "lost" },
  failing: { role: "ends", icon: "alert", word: "failing" },
  connected: { role: "on", icon: "ok", word: "connected" },
  untried: { role: "neutral", icon: "ant", word: "untried" },
} as const;
