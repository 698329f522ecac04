import { useTranslations } from "next-intl";
import { conditionSpecs } from "@/lib/domain/devices/detector-conditions";
import { findDeviceType } from "@/lib/domain/devices/registry";
import { type DeviceWords, deviceFieldSigns } from "./device-field-signs";
import type { DeviceStateFacts } from "./hub-facts";
import { barsIcon, batteryIcon, isBatteryLow } from "./level-icons";
import { type Sign, SignStrip } from "./sign-strip";

/** The state of a device, each part as icon and word: what it finds first, then how it stands, then its parts. */
export function DeviceSigns({ device }: { device: DeviceStateFacts }) {
  const t = useTranslations("hubs.device");
  const signs = [
    ...alarmSigns(device, t),
    ...deviceFieldSigns(device, t),
    useConnectionSign(device),
    armingSign(device, t),
    ...usePartSigns(device),
    ...faultSigns(device, t),
  ];
  return <SignStrip signs={signs} label={t("status")} className="few" />;
}

function alarmSigns({ openAlarms, isAlarmDue }: DeviceStateFacts, t: DeviceWords): Sign[] {
  const alarm: Sign = { key: "alarm", icon: "alert", word: t("alarm"), detail: t("alarmOpen"), tone: "bad" };
  const delay: Sign = { key: "delay", icon: "clock", word: t("delay"), detail: t("delayRuns"), tone: "ends" };
  return [...(openAlarms.length > 0 ? [alarm] : []), ...(isAlarmDue ? [delay] : [])];
}

function useConnectionSign({ isOnline, isHubOnline }: DeviceStateFacts): Sign {
  const t = useTranslations("hubs");
  const detail = isOnline ? t("device.heard") : t("device.lost");
  return {
    key: "connection",
    icon: isOnline ? "ant" : "nowifi",
    word: isOnline ? t("signs.online") : t("signs.offline"),
    detail: isHubOnline ? detail : t("device.asTold"),
    tone: isOnline ? (isHubOnline ? undefined : "quiet") : "bad",
  };
}

/** Detectors of fire and water are live whatever the arming state, as are those a person set so. */
function armingSign({ alwaysActive, isArmed, type }: DeviceStateFacts, t: DeviceWords): Sign {
  const conditions = findDeviceType(type)?.conditions ?? [];
  const isAlways =
    conditions.length > 0 && conditions.every((condition) => conditionSpecs[condition].when === "ALWAYS");
  if (alwaysActive || isAlways) {
    return { key: "arming", icon: "lock", word: t("alwaysActive"), detail: t("whatever"), tone: "on" };
  }
  return isArmed
    ? { key: "arming", icon: "lock", word: t("armed"), detail: t("arming"), tone: "on" }
    : { key: "arming", icon: "unlock", word: t("disarmed"), detail: t("arming"), tone: "quiet" };
}

const signalBars = { NO_SIGNAL: 0, WEAK: 1, NORMAL: 2, STRONG: 3 } as const;

function usePartSigns(device: DeviceStateFacts): Sign[] {
  const t = useTranslations("hubs.device");
  const hubs = useTranslations("hubs.signs");
  const { batteryPercent, temperature, signalLevel, isTampered } = device;
  const isWeak = signalLevel === "NO_SIGNAL" || signalLevel === "WEAK";
  const signs: (Sign | null)[] = [
    batteryPercent === null
      ? null
      : {
          key: "battery",
          icon: batteryIcon(batteryPercent),
          word: hubs("battery"),
          detail: t("percent", { n: batteryPercent }),
          tone: isBatteryLow(batteryPercent) ? "ends" : undefined,
        },
    {
      key: "signal",
      icon: barsIcon(signalBars[signalLevel]),
      word: t("signal"),
      detail: t(signalLevel),
      tone: isWeak ? "ends" : undefined,
    },
    temperature === null
      ? null
      : { key: "temperature", icon: "info", word: t("temperature"), detail: t("degrees", { n: temperature }) },
    isTampered
      ? { key: "lid", icon: "lidopen", word: t("lid"), detail: t("tampered"), tone: "bad" }
      : { key: "lid", icon: "lid", word: t("lid"), detail: t("untampered") },
  ];
  return signs.filter((sign) => sign !== null);
}

/** Puts codes of the cloud into words; one without words is told of all the same. */
function wordsOf(codes: readonly string[], group: "malfunctionNames" | "bypassNames", t: DeviceWords): string {
  const words = codes.map((code) => (t.has(`${group}.${code}`) ? t(`${group}.${code}`) : t(`${group}.other`)));
  return [...new Set(words)].join(", ");
}

function faultSigns({ malfunctions, bypassState }: DeviceStateFacts, t: DeviceWords): Sign[] {
  const faults: Sign =
    malfunctions.length > 0
      ? {
          key: "faults",
          icon: "octa",
          word: t("sound"),
          detail: wordsOf(malfunctions, "malfunctionNames", t),
          tone: "bad",
        }
      : { key: "faults", icon: "ok", word: t("sound"), detail: t("noMalfunctions") };
  const bypass: Sign = {
    key: "bypass",
    icon: "cut",
    word: t("bypassed"),
    detail: wordsOf(bypassState, "bypassNames", t),
    tone: "ends",
  };
  return bypassState.length > 0 ? [faults, bypass] : [faults];
}
