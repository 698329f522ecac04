import type { DeviceSpec, KindTraits } from "./device-spec";

/** Switches current by command. `realState` is 1 while on, 0 while off. */
const actuator: KindTraits = {
  kind: "SWITCH",
  icon: "socket",
  fields: { realState: 0, switchState: ["SWITCHED_OFF"] },
  conditions: [],
  commands: ["SWITCH_ON", "SWITCH_OFF"],
  hasBattery: false,
  hasThermometer: false,
};

const metered = { ...actuator, fields: { ...actuator.fields, voltage: 230, currentMA: 0, powerWtH: 0 } };

export const switchTypes = {
  SOCKET: { ...metered, apiName: "Socket", code: "1E" },
  RELAY: { ...actuator, apiName: "Relay", code: "12" },
  WALL_SWITCH: { ...metered, apiName: "WallSwitch", code: "1F" },
  LIGHT_SWITCH_ONE_GANG: { ...actuator, apiName: "LightSwitchOneGang", code: "1F" },
  LIGHT_SWITCH_TWO_GANG: {
    ...actuator,
    fields: { ...actuator.fields, channelStatus: [] },
    apiName: "LightSwitchTwoGang",
    code: "1F",
  },
} as const satisfies Record<string, DeviceSpec>;
