import type { ArmingOrder } from "@/lib/domain/arming";
import type { Condition } from "@/lib/domain/devices/device-spec";
import type { DeviceType } from "@/lib/domain/devices/registry";
import type { Channel } from "@/lib/domain/live-hub";

/** What a device feels, the hub suffers, a person orders, or how much time passes. */
export type CauseAct =
  | { device: "CONDITION"; condition: Condition; isOver?: true }
  | { device: "LID"; isOpen: boolean }
  | { device: "LINK"; isLost: boolean }
  | { device: "BATTERY"; percent: number }
  | { device: "SWITCH"; isOn: boolean }
  | { hub: "LID"; isOpen: boolean }
  | { hub: "MAINS"; isLost: boolean }
  | { hub: "BATTERY"; percent: number }
  | { hub: "CHANNEL"; channel: Channel; isLost: boolean }
  | { hub: "OFFLINE" | "ONLINE" | "STATION_LOST" }
  | { order: ArmingOrder["command"]; isOfGroup?: true; ignoreProblems?: true }
  | { person: "PANIC" | "DURESS" | "ADDED" | "REMOVED" };

/**
 * A row of the table of causes (INTEGRATION 7), one direction of it: what is told, what stations hear, and when. `before`
 * leads to it and is not looked at.
 */
export type Cause = {
  cause: string;
  type: string;
  transition: "TRIGGERED" | "RECOVERED" | "IMPULSE";
  tag: string;
  code: string;
  /** SIA and Contact ID, as a station hears them. */
  station: readonly [string, string] | null;
  alarm?: string;
  device?: DeviceType;
  hasGroups?: boolean;
  /** The device takes part in night mode. */
  isWatchedAtNight?: boolean;
  before?: readonly CauseAct[];
  act: CauseAct;
  /** ARMED: only while the detector is armed, or the end of what was told then. */
  when: "ARMED" | "ALWAYS";
  /** The updates that go with it, whatever the arming state: the type told, and the fields. */
  updates: readonly string[];
};

export type Told = Pick<Cause, "type" | "transition">;

export const alarm: Told = { type: "ALARM", transition: "TRIGGERED" };
export const impulse: Told = { type: "ALARM", transition: "IMPULSE" };
export const recovered: Told = { type: "ALARM_RECOVERED", transition: "RECOVERED" };
export const malfunction: Told = { type: "MALFUNCTION", transition: "TRIGGERED" };
export const repaired: Told = { type: "FUNCTION_RECOVERED", transition: "RECOVERED" };
export const security: Told = { type: "SECURITY", transition: "IMPULSE" };
export const actuator: Told = { type: "SMART_HOME_ACTUATOR", transition: "IMPULSE" };
export const person: Told = { type: "USER", transition: "IMPULSE" };

export type Pair = {
  cause: string;
  tags: readonly [string, string];
  codes: readonly [string, string];
  stations: readonly [readonly [string, string], readonly [string, string]] | null;
  told: readonly [Told, Told];
  alarm?: string;
  device?: DeviceType;
  acts: readonly [CauseAct, CauseAct];
  when?: Cause["when"];
  updates: readonly [readonly string[], readonly string[]];
};

/** Two rows of one cause: its beginning, and its end after that beginning. */
export function pair({ cause, tags, codes, stations, told, acts, updates, when = "ALWAYS", ...rest }: Pair): Cause[] {
  const [begins, ends] = acts;
  const of = (at: 0 | 1) => ({ ...told[at], tag: tags[at], code: codes[at], station: stations?.[at] ?? null });
  return [
    { ...rest, ...of(0), cause: `${cause}: begins`, act: begins, when, updates: updates[0] },
    { ...rest, ...of(1), cause: `${cause}: ends`, before: [begins], act: ends, when, updates: updates[1] },
  ];
}
