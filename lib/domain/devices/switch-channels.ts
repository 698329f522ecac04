import type { DeviceFields } from "./device-spec";

export type SwitchChannel = "CHANNEL_1" | "CHANNEL_2";

const both: readonly SwitchChannel[] = ["CHANNEL_1", "CHANNEL_2"];

/** Lists the channels of a switch by its fields: one with a `channelStatus` of its own has two, any other has one. */
export function channelsOf(fields: DeviceFields): readonly SwitchChannel[] {
  return "channelStatus" in fields ? both : both.slice(0, 1);
}

/** Lists the channels that are on. */
export function channelsOn(fields: DeviceFields): readonly SwitchChannel[] {
  const { channelStatus, realState } = fields;
  if (!Array.isArray(channelStatus)) return realState === 1 ? both.slice(0, 1) : [];
  return both.filter((channel) => channelStatus.includes(`${channel}_ON`));
}

/** Returns the fields of a switch on which those channels are on and the others off: it is on while one of them is. */
export function withChannels(fields: DeviceFields, on: readonly SwitchChannel[]): DeviceFields {
  const isOn = on.length > 0;
  return {
    ...fields,
    realState: isOn ? 1 : 0,
    switchState: [isOn ? "SWITCHED_ON" : "SWITCHED_OFF"],
    ...("channelStatus" in fields ? { channelStatus: statusWords(on) } : {}),
  };
}

/** Words the channels that are on as a read of the cloud does. */
export function statusWords(on: readonly SwitchChannel[]): string[] {
  return both.filter((channel) => on.includes(channel)).map((channel) => `${channel}_ON`);
}

/** The channels that are on as an update says them: the first channel is the lower of two bits. Decision 034. */
export function channelBits(on: readonly SwitchChannel[]): number {
  return both.reduce((bits, channel, index) => (on.includes(channel) ? bits | (1 << index) : bits), 0);
}
