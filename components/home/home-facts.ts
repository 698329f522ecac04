import type { DeviceStateFacts, HubFacts } from "@/components/hubs/hub-facts";

/** How a hub or a group is armed. */
export type ArmingWord = "ARMED" | "PARTLY_ARMED" | "DISARMED" | "NIGHT_MODE";

/** The newest alarm of a device within a day; the instant is ISO text. */
export type HomeDeviceFacts = DeviceStateFacts & { lastAlarm: { eventTag: string; at: string } | null };

/** What My home shows of a hub, at the time and in the zone that it lives by. */
export type HomeFacts = {
  hub: HubFacts;
  now: string;
  timeZone: string;
  word: ArmingWord;
  isNight: boolean;
  devices: readonly HomeDeviceFacts[];
};
