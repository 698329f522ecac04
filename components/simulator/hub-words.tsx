import { useLocale, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { formatAge } from "@/lib/i18n/format";
import type { FleetHub } from "./fleet-hub";

/** Whether the cloud hears a hub, and since when not. */
export function ConnectionWord({ hub }: { hub: Pick<FleetHub, "isOnline" | "offlineDueAt" | "lastSeenAt" | "now"> }) {
  const t = useTranslations("simulator");
  const locale = useLocale();
  if (hub.isOnline) {
    return (
      <span className="row nowrap">
        <Icon name={hub.offlineDueAt ? "way" : "hub"} isSmall />
        {t(hub.offlineDueAt ? "fallsOffline" : "online")}
      </span>
    );
  }
  return (
    <span className="row fault nowrap">
      <Icon name="hubx" isSmall />
      {t("offline")}
      {hub.lastSeenAt ? (
        <span className="muted">{t("seen", { age: formatAge(hub.lastSeenAt, hub.now, locale) })}</span>
      ) : null}
    </span>
  );
}

/** The channels that carry a hub now. */
export function ChannelWords({ hub }: { hub: Pick<FleetHub, "hasEthernet" | "hasWifi" | "hasCellular"> }) {
  const t = useTranslations("simulator.channels");
  const names = [hub.hasEthernet ? "ETHERNET" : null, hub.hasWifi ? "WIFI" : null, hub.hasCellular ? "GSM" : null];
  const carried = names.filter((name): name is "ETHERNET" | "WIFI" | "GSM" => name !== null);
  return carried.length > 0 ? carried.map((name) => t(name)).join(", ") : t("none");
}

/** Mains and battery. */
export function PowerWords({ hub }: { hub: Pick<FleetHub, "hasMains" | "batteryPercent"> }) {
  const t = useTranslations("simulator");
  return (
    <span className={hub.hasMains ? "row" : "row fault"}>
      <Icon name={hub.hasMains ? "bolt" : "boltx"} isSmall />
      {t(hub.hasMains ? "mains" : "noMains")}, {t("battery", { percent: hub.batteryPercent })}
    </span>
  );
}
