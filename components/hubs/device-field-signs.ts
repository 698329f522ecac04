import type { useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { conditionSpecs } from "@/lib/domain/devices/detector-conditions";
import type { Condition } from "@/lib/domain/devices/device-spec";
import { findDeviceType } from "@/lib/domain/devices/registry";
import type { DeviceStateFacts } from "./hub-facts";
import type { Sign } from "./sign-strip";

export type DeviceWords = ReturnType<typeof useTranslations<"hubs.device">>;

/** Says what a device's own fields hold: contacts, what it finds now, and what a switch, siren, wire or air sensor does. */
export function deviceFieldSigns(device: DeviceStateFacts, t: DeviceWords): Sign[] {
  const conditions = findDeviceType(device.type)?.conditions ?? [];
  return [...conditions.flatMap((condition) => conditionSign(device, condition, t) ?? []), ...ownSigns(device, t)];
}

const finds = {
  SMOKE: ["smoke", "fire"],
  HEAT: ["heat", "fire"],
  CO: ["co", "alert"],
  LEAK: ["leak", "leak"],
} as const satisfies Partial<Record<Condition, readonly [string, IconName]>>;

/** Null for moments, for an outer contact nobody watches, and for fast heat, which has the field of heat. */
function conditionSign({ fields }: DeviceStateFacts, condition: Condition, t: DeviceWords): Sign | null {
  const { field } = conditionSpecs[condition];
  if (!field || condition === "RAPID_HEAT") return null;
  const isRaised = fields[field.name] === field.raised;
  if (condition === "OPENING" || condition === "OUTER_CONTACT") {
    if (condition === "OUTER_CONTACT" && fields.extraContactAware !== true) return null;
    const detail = condition === "OPENING" ? t("contact") : t("outerContact");
    return {
      key: field.name,
      icon: isRaised ? "dooropen" : "door",
      word: isRaised ? t("opened") : t("closed"),
      detail,
      ...tone(isRaised, "ends"),
    };
  }
  const find = condition in finds ? finds[condition as keyof typeof finds] : null;
  if (!find) return null;
  const detail = isRaised ? t("found") : t("notFound");
  return { key: field.name, icon: find[1], word: t(find[0]), detail, ...tone(isRaised, "bad") };
}

function tone(isRaised: boolean, tone: "ends" | "bad"): Pick<Sign, "tone"> {
  return isRaised ? { tone } : {};
}

function switchSign(isOn: boolean, t: DeviceWords): Sign {
  return { key: "power", icon: isOn ? "socketon" : "socket", word: isOn ? t("on") : t("off"), detail: t("power") };
}

function sirenSign(isSilent: boolean, t: DeviceWords): Sign {
  return isSilent
    ? { key: "siren", icon: "siren", word: t("siren"), detail: t("silent") }
    : { key: "siren", icon: "sirenon", word: t("siren"), detail: t("sounding") };
}

function ownSigns({ fields }: DeviceStateFacts, t: DeviceWords): Sign[] {
  const { realState, buzzerState, extContactStateS2: wire, actualHumidity: humidity, actualCO2: co2 } = fields;
  const signs: (Sign | null)[] = [
    realState === undefined ? null : switchSign(realState === 1, t),
    buzzerState === undefined ? null : sirenSign(buzzerState === "OFF", t),
    wire === undefined
      ? null
      : { key: "wire", icon: "box", word: t("wire"), detail: wire === "NORMAL" ? t("wireRest") : t("wireRaised") },
    typeof humidity === "number"
      ? { key: "humidity", icon: "leak", word: t("humidity"), detail: t("percent", { n: humidity }) }
      : null,
    typeof co2 === "number"
      ? { key: "co2", icon: "info", word: t("carbonDioxide"), detail: t("ppm", { n: co2 }) }
      : null,
  ];
  return signs.filter((sign) => sign !== null);
}
