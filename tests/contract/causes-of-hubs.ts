import type { ArmingOrder } from "@/lib/domain/arming";
import type { Channel } from "@/lib/domain/live-hub";
import {
  alarm,
  type Cause,
  type CauseAct,
  impulse,
  malfunction,
  pair,
  person,
  recovered,
  repaired,
  security,
} from "./cause";

const always = { when: "ALWAYS" } as const;

function channel(name: Channel, tag: string, codes: readonly [string, string], updates: Updates): Cause[] {
  return pair({
    ...{ cause: `the channel ${name}`, told: [malfunction, repaired], stations: null, codes, updates },
    tags: [`${tag}ConnectionLoss`, `${tag}ConnectionRestored`],
    acts: [
      { hub: "CHANNEL", channel: name, isLost: true },
      { hub: "CHANNEL", channel: name, isLost: false },
    ],
  });
}

const all = ["ETHERNET", "WIFI", "GSM"] as const;
const carriedBy = (...channels: Channel[]) => [`HUB activeChannels ${JSON.stringify(channels)}`];
const cellular = ['HUB gsmNetworkStatus "4G"', 'HUB signalLevel "STRONG"'];
const noCellular = ['HUB gsmNetworkStatus "UNKNOWN"', 'HUB signalLevel "NO_SIGNAL"'];

type Updates = readonly [readonly string[], readonly string[]];

const parts: readonly Cause[] = [
  ...pair({
    ...{ cause: "the hub's lid", alarm: "TAMPER", told: [alarm, recovered] },
    ...{ tags: ["LidOpen", "LidClosed"], codes: ["M_21_04", "M_21_05"] },
    stations: [
      ["TA", "1145"],
      ["TR", "3145"],
    ],
    acts: [
      { hub: "LID", isOpen: true },
      { hub: "LID", isOpen: false },
    ],
    updates: [["HUB tampered 1"], ["HUB tampered 0"]],
  }),
  ...pair({
    ...{ cause: "the hub's mains", told: [malfunction, repaired] },
    ...{ tags: ["ExternalPowerDisconnected", "ExternalPowerRestored"], codes: ["M_21_00", "M_21_01"] },
    stations: [
      ["AT", "1301"],
      ["AR", "3301"],
    ],
    acts: [
      { hub: "MAINS", isLost: true },
      { hub: "MAINS", isLost: false },
    ],
    updates: [["HUB hubPowered 0"], ["HUB hubPowered 1"]],
  }),
  ...pair({
    ...{ cause: "the hub's battery", told: [malfunction, repaired] },
    ...{ tags: ["LowBattery", "BatteryCharged"], codes: ["M_21_02", "M_21_03"] },
    stations: [
      ["YT", "1302"],
      ["YR", "3302"],
    ],
    acts: [
      { hub: "BATTERY", percent: 5 },
      { hub: "BATTERY", percent: 90 },
    ],
    updates: [["HUB batteryCharge 5"], ["HUB batteryCharge 90"]],
  }),
  ...pair({
    cause: "the hub's line to the cloud",
    told: [
      { type: "LIFECYCLE", transition: "TRIGGERED" },
      { type: "LIFECYCLE", transition: "RECOVERED" },
    ],
    ...{ tags: ["HubOffline", "HubOnline"], codes: ["M_21_0A", "M_21_0B"] },
    stations: [
      ["YC", "1350"],
      ["YK", "3350"],
    ],
    acts: [{ hub: "OFFLINE" }, { hub: "ONLINE" }],
    updates: [
      ["HUB online 0", ...carriedBy(), ...noCellular],
      // Back, it tells again what may have changed while nobody heard it.
      [
        "HUB online 1",
        ...carriedBy(...all),
        ...cellular,
        "HUB tampered 0",
        "HUB hubPowered 1",
        "HUB batteryCharge 100",
      ],
    ],
  }),
  ...channel("ETHERNET", "Ethernet", ["M_21_20", "M_21_21"], [carriedBy("WIFI", "GSM"), carriedBy(...all)]),
  ...channel(
    "GSM",
    "Gsm",
    ["M_21_22", "M_21_23"],
    [
      [...carriedBy("ETHERNET", "WIFI"), ...noCellular],
      [...carriedBy(...all), ...cellular],
    ],
  ),
  ...channel("WIFI", "Wifi", ["M_21_24", "M_21_25"], [carriedBy("ETHERNET", "GSM"), carriedBy(...all)]),
  {
    ...{ cause: "the monitoring station is lost", ...malfunction, tag: "ServerConnectionLoss", code: "M_21_13" },
    ...{ station: null, before: [{ person: "PANIC" }], act: { hub: "STATION_LOST" }, ...always, updates: [] },
  },
];

/** What somebody ordered: the person is the source. `code` is the end of M_22. */
function order(
  command: ArmingOrder["command"],
  [tag, code, sia, cid]: readonly [string, string, string, string],
  more: Partial<Cause> & { act?: CauseAct } = {},
): Cause {
  return {
    ...{ cause: tag, ...security, tag, code: `M_22_${code}`, station: [sia, cid], ...always, updates: [] },
    act: { order: command },
    ...more,
  };
}

const openDoor: CauseAct = { device: "CONDITION", condition: "OPENING" };
const troubled = { device: "DOOR_PROTECT", before: [openDoor] } as const;
const state = (value: number) => `HUB state ${value}`;
const atNight = { ...troubled, isWatchedAtNight: true } as const;
const armGroup = { order: "ARM", isOfGroup: true } as const;
const groupIs = (value: number) => `GROUP state ${value}`;

const orders: readonly Cause[] = [
  order("ARM", ["Arm", "01", "CL", "3401"], { updates: [state(1)] }),
  order("DISARM", ["Disarm", "00", "OP", "1401"], { before: [{ order: "ARM" }], updates: [state(0)] }),
  order("ARM", ["ArmWithMalfunctions", "26", "CF", "3401"], {
    ...{ ...troubled, act: { order: "ARM", ignoreProblems: true }, updates: [state(1)] },
  }),
  order("ARM", ["ArmAttempt", "24", "CC", "1455"], troubled),
  order("NIGHT_MODE_ON", ["NightModeOn", "02", "NL", "3441"], { updates: [state(2)] }),
  order("NIGHT_MODE_OFF", ["NightModeOff", "28", "NP", "1441"], {
    ...{ before: [{ order: "NIGHT_MODE_ON" }], updates: [state(0)] },
  }),
  order("NIGHT_MODE_ON", ["NightModeOnWithMalfunctions", "27", "NL", "3441"], {
    ...{ ...atNight, act: { order: "NIGHT_MODE_ON", ignoreProblems: true }, updates: [state(2)] },
  }),
  order("NIGHT_MODE_ON", ["NightModeOnAttempt", "25", "CC", "1455"], atNight),
  order("ARM", ["GroupArm", "2A", "CG", "3402"], { hasGroups: true, act: armGroup, updates: [groupIs(1)] }),
  order("DISARM", ["GroupDisarm", "29", "OG", "1402"], {
    ...{ hasGroups: true, before: [armGroup], act: { ...armGroup, order: "DISARM" }, updates: [groupIs(0)] },
  }),
  order("ARM", ["GroupArmWithMalfunctions", "2D", "CG", "3402"], {
    ...{ ...troubled, hasGroups: true, act: { ...armGroup, ignoreProblems: true }, updates: [groupIs(1)] },
  }),
  order("ARM", ["GroupArmAttempt", "2E", "CC", "1455"], { ...troubled, hasGroups: true, act: armGroup }),
];

const people: readonly Cause[] = [
  {
    ...{ cause: "panic", ...impulse, tag: "PanicButtonPressed", code: "M_22_03", alarm: "PANIC_ALARM" },
    ...{ station: ["PA", "1120"], act: { person: "PANIC" }, ...always, updates: [] },
  },
  {
    ...{ cause: "duress", ...impulse, tag: "PanicButtonPressed", code: "M_22_03", alarm: "DURESS" },
    ...{ station: ["HA", "1121"], act: { person: "DURESS" }, ...always, updates: [] },
  },
  {
    ...{ cause: "a user who accepts", ...person, tag: "UserAdded", code: "M_22_07" },
    ...{ station: null, act: { person: "ADDED" }, ...always, updates: [] },
  },
  {
    ...{ cause: "a user who is removed", ...person, tag: "UserRemoved", code: "M_22_08" },
    ...{ station: null, before: [{ person: "ADDED" }], act: { person: "REMOVED" }, ...always, updates: [] },
  },
];

/** What hubs tell of themselves and of people, by the table of INTEGRATION 7 and the codes of 4.3. */
export const causesOfHubs: readonly Cause[] = [...parts, ...orders, ...people];
