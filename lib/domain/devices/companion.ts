import type { DeviceSpec, KindTraits } from "./device-spec";

/** Carries the hub's radio farther, or a wire or the air's quality into it. */
const companion: Omit<KindTraits, "kind" | "fields"> = {
  icon: "box",
  conditions: [],
  commands: [],
  hasBattery: true,
  hasThermometer: false,
};

export const companionTypes = {
  RANGE_EXTENDER: { ...companion, kind: "EXTENDER", fields: {}, apiName: "RangeExtender", code: "07" },
  TRANSMITTER: {
    ...companion,
    kind: "TRANSMITTER",
    fields: { extContactStateS2: "NORMAL" },
    apiName: "Transmitter",
    code: "11",
  },
  MULTI_TRANSMITTER_WIRE_INPUT: {
    ...companion,
    kind: "TRANSMITTER",
    fields: { extContactStateS2: "NORMAL" },
    apiName: "MultiTransmitterWireInput",
    code: "11",
  },
  LIFE_QUALITY: {
    ...companion,
    kind: "AIR",
    fields: { actualTemperature: 21, actualHumidity: 45, actualCO2: 600 },
    apiName: "LifeQuality",
    code: "42",
  },
} as const satisfies Record<string, DeviceSpec>;
