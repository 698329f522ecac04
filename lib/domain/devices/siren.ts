import type { DeviceSpec, KindTraits } from "./device-spec";

const siren: KindTraits = {
  kind: "SIREN",
  icon: "siren",
  fields: { buzzerState: "OFF" },
  conditions: [],
  commands: ["MUTE"],
  hasBattery: true,
  hasThermometer: true,
};

export const sirenTypes = {
  HOME_SIREN: { ...siren, apiName: "HomeSiren", code: "15" },
  STREET_SIREN: { ...siren, apiName: "StreetSiren", code: "14" },
} as const satisfies Record<string, DeviceSpec>;
