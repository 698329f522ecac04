import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { type StationLabels, type StationValues, stationLabelKeys } from "@/components/stations/station-values";
import type { StationPage, StationView } from "@/lib/server/queries/station";

const minuteSeconds = 60;

/** Makes what the form of a station shows: words, choices, and the settings as they stand. */
export async function toStationForm({ station, demo }: StationPage) {
  const t = await getTranslations("stations");
  const words = stationLabelKeys.map((key) => [key, t(`form.${key}`)] as const);
  const labels = Object.fromEntries(words) as StationLabels;
  const demoHint = demo ? t("form.demoHint", { address: demo.address, port: String(demo.port) }) : undefined;
  const encryptions = station?.hasKey ? (["KEEP", "NEW", "NONE"] as const) : (["NONE", "NEW"] as const);
  return {
    texts: await formTexts(),
    labels: { ...labels, ...(demoHint ? { demoHint } : {}) },
    protocols: (["SIA", "CID"] as const).map((value) => ({ value, label: t(`protocols.${value}`) })),
    encryptions: encryptions.map((value) => ({ value, label: t(`encryptions.${value}`) })),
    initial: station ? valuesOf(station) : fresh,
  };
}

const fresh: StationValues = {
  protocol: "SIA",
  accountNumber: "",
  encryption: "NONE",
  addresses: {},
  channels: { ethernet: true, wifi: true, gsm: true },
  testMinutes: 1,
};

/** The address field of each channel, and that of its reserve. */
const fieldNames = {
  ETHERNET: ["address", "addressReserve"],
  WIFI: ["wifiAddress", "wifiAddressReserve"],
  GSM: ["gsmAddress", "gsmAddressReserve"],
} as const;

function valuesOf({ protocol, accountNumber, hasKey, routes, allowedChannels, testPeriodSeconds }: StationView) {
  const addresses: StationValues["addresses"] = {};
  for (const { channel, isReserve, address, port } of routes) {
    addresses[fieldNames[channel][isReserve ? 1 : 0]] = { address, port };
  }
  return {
    protocol,
    accountNumber,
    encryption: hasKey ? "KEEP" : "NONE",
    addresses,
    channels: {
      ethernet: allowedChannels.includes("ETHERNET"),
      wifi: allowedChannels.includes("WIFI"),
      gsm: allowedChannels.includes("GSM"),
    },
    testMinutes: testPeriodSeconds / minuteSeconds,
  } satisfies StationValues;
}
