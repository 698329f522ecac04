import { useLocale, useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { formatAge, formatShortInstant } from "@/lib/i18n/format";
import type { HubFacts } from "./hub-facts";
import { barsIcon, batteryIcon } from "./level-icons";
import { type Sign, SignStrip } from "./sign-strip";
import { simLook } from "./sim-look";

/** Noise on the cellular channel is good up to this; a battery tells its charge in steps (PRODUCT 7.1). */
const goodNoiseDbm = -80;
const chargeStep = 5;

/** The strip of ten status icons, each with its word. The star stands for running services, expiring or not. */
export function HubSigns({ hub, now }: { hub: HubFacts; now: string }) {
  const t = useTranslations("hubs");
  const signs = [
    useServiceSign(hub),
    useConnectionSign(hub, now),
    ...useChannelSigns(hub),
    useSimSign(hub),
    ...usePartSigns(hub),
  ];
  return <SignStrip signs={signs} label={t("status")} className="g2" />;
}

function useServiceSign({ service }: HubFacts): Sign {
  const t = useTranslations("hubs.signs");
  const locale = useLocale();
  if (!service.hasStar) {
    return { key: "service", icon: "need", word: t("servicesOff"), detail: t("nothingRuns"), tone: "quiet" };
  }
  const { endsAt, billingZone: timeZone } = service;
  const detail = endsAt ? t("until", { instant: formatShortInstant(endsAt, { locale, timeZone }) }) : t("untilStopped");
  return { key: "service", icon: "star", word: t("servicesOn"), detail, tone: endsAt ? "ends" : "on" };
}

function useConnectionSign({ isOnline, lastSeenAt }: HubFacts, now: string): Sign {
  const t = useTranslations("hubs.signs");
  const locale = useLocale();
  const seen = lastSeenAt ? t("seen", { age: formatAge(lastSeenAt, now, locale) }) : t("never");
  return isOnline
    ? { key: "connection", icon: "hub", word: t("online"), detail: t("connected") }
    : { key: "connection", icon: "hubx", word: t("offline"), detail: seen, tone: "bad" };
}

function useChannelSigns(hub: HubFacts): Sign[] {
  const t = useTranslations("hubs.signs");
  const plain = (key: "ethernet" | "wifi", isOn: boolean, icons: [IconName, IconName]): Sign => ({
    key,
    icon: isOn ? icons[0] : icons[1],
    word: t(key),
    detail: isOn ? t("connected") : t("notConnected"),
    tone: isOn ? undefined : "quiet",
  });
  const bars = hub.signalBars ?? 0;
  const isNoisy = hub.noiseDbm !== null && hub.noiseDbm > goodNoiseDbm;
  const noise = hub.noiseDbm === null ? "" : `, ${hub.noiseDbm.toString().replace("-", "−")} dBm`;
  const cellular: Sign = hub.hasCellular
    ? {
        key: "cellular",
        icon: barsIcon(bars),
        word: t("generation", { g: hub.cellularGeneration ?? 2 }),
        detail: t("bars", { bars }) + noise + (isNoisy ? `, ${t("noisy")}` : ""),
        tone: isNoisy ? "ends" : undefined,
      }
    : { key: "cellular", icon: "barsx", word: t("cellular"), detail: t("notConnected"), tone: "quiet" };
  return [plain("ethernet", hub.hasEthernet, ["eth", "ethx"]), plain("wifi", hub.hasWifi, ["ant", "nowifi"]), cellular];
}

function useSimSign({ slots }: HubFacts): Sign {
  const t = useTranslations("hubs");
  const active = slots.find(({ isActiveSlot }) => isActiveSlot) ?? slots[0];
  const { key, icon, isFault } = simLook(active ?? { word: "NO_SIM", reading: null });
  const word = t("signs.sim", { slot: active?.slot ?? 1 });
  return { key: "sim", icon, word, detail: t(`sim.${key}`), tone: isFault ? "bad" : undefined };
}

function usePartSigns(hub: HubFacts): Sign[] {
  const t = useTranslations("hubs.signs");
  return [
    hub.hasMains
      ? { key: "mains", icon: "bolt", word: t("mains"), detail: t("connected") }
      : { key: "mains", icon: "boltx", word: t("mains"), detail: t("missing"), tone: "ends" },
    {
      key: "battery",
      icon: batteryIcon(hub.batteryPercent),
      word: t("battery"),
      detail: `${hub.batteryPercent - (hub.batteryPercent % chargeStep)} %`,
      tone: hub.batteryPercent < 20 ? "ends" : undefined,
    },
    hub.isLidClosed
      ? { key: "lid", icon: "lid", word: t("lid"), detail: t("closed") }
      : { key: "lid", icon: "lidopen", word: t("lid"), detail: t("open"), tone: "ends" },
    stationSign(hub, t),
  ];
}

function stationSign(hub: HubFacts, t: ReturnType<typeof useTranslations<"hubs.signs">>): Sign {
  const sign = { key: "station", word: t("station") } as const;
  if (hub.hasMonitoringStation) return { ...sign, icon: "ant", detail: t("connected") };
  return hub.isStationLost
    ? { ...sign, icon: "antx", detail: t("lost"), tone: "bad" }
    : { ...sign, icon: "antx", detail: t("notConnected"), tone: "quiet" };
}
