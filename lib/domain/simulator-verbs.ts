import type { Condition } from "./devices/device-spec";
import { parseEmail } from "./email";
import { parseIccid } from "./iccid";
import { channels } from "./live-hub";
import type { SimSlot } from "./sim-status";
import type { SimulatedFaultKind } from "./simulated-faults";
import type { Feeling, OrderCommand, SimulatorAct } from "./simulator-acts";

/** Options of verbs: flags stand alone, the others are followed by a value. */
export const optionKinds = {
  clear: "FLAG",
  down: "FLAG",
  on: "FLAG",
  off: "FLAG",
  force: "FLAG",
  foreign: "FLAG",
  stuck: "FLAG",
  defective: "FLAG",
  elsewhere: "FLAG",
  double: "FLAG",
  reorder: "FLAG",
  level: "VALUE",
  value: "VALUE",
  group: "VALUE",
  user: "VALUE",
  name: "VALUE",
  slot: "VALUE",
  iccid: "VALUE",
  delay: "VALUE",
  loss: "VALUE",
  slow: "VALUE",
  refuse: "FLAG",
  silent: "FLAG",
  nak: "VALUE",
} as const;

export type OptionName = keyof typeof optionKinds;
export type VerbOptions = Readonly<Partial<Record<OptionName, string | true>>>;

/** What a verb's options say; or which of them is missing or makes no sense. */
export type VerbReading = { act: SimulatorAct } | { wrong: OptionName };

type VerbSpec = {
  target: "DEVICE" | "HUB";
  options: readonly OptionName[];
  read: (options: VerbOptions) => VerbReading;
};

const feel = (feeling: Feeling): VerbReading => ({ act: { kind: "DEVICE", feel: feeling } });

/** A condition that nothing ends, or that another verb does. */
function condition(name: Condition, isOver = false): VerbSpec {
  return {
    target: "DEVICE",
    options: [],
    read: () => feel({ what: "CONDITION", condition: name, isOver }),
  };
}

function lasting(name: Condition): VerbSpec {
  return {
    target: "DEVICE",
    options: ["clear"],
    read: ({ clear }) => feel({ what: "CONDITION", condition: name, isOver: clear === true }),
  };
}

function order(command: OrderCommand): VerbSpec {
  return {
    target: "HUB",
    options: command === "PANIC" || command === "DURESS" ? ["user"] : ["group", "user", "force"],
    read: ({ group, user, force }) => {
      const groupNumber = group === undefined ? null : groupOf(group);
      if (groupNumber === "WRONG") return { wrong: "group" };
      const userEmail = user === undefined ? null : parseEmail(String(user));
      if (user !== undefined && userEmail === null) return { wrong: "user" };
      return { act: { kind: "ORDER", command, groupNumber, ignoreProblems: force === true, userEmail } };
    },
  };
}

/** Reads a group's ID, eight hex digits as the cloud API writes it; leading zeros may be left out. */
function groupOf(text: string | true): number | "WRONG" {
  const number = /^[0-9a-f]{1,8}$/i.test(String(text)) ? Number.parseInt(String(text), 16) : 0;
  return number >= 1 && number <= 999 ? number : "WRONG";
}

const blank = { kind: "FAULT", slot: null, channel: null, figures: {}, isLifted: false } as const;

function hubFault(fault: SimulatedFaultKind): VerbSpec {
  return {
    target: "HUB",
    options: ["clear"],
    read: ({ clear }) => ({ act: { ...blank, fault, isLifted: clear === true } }),
  };
}

function slotFault(fault: SimulatedFaultKind): VerbSpec {
  return {
    target: "HUB",
    options: ["slot", "clear"],
    read: (options) => {
      const slot = slotOf(options);
      if (slot === "WRONG") return { wrong: "slot" };
      return { act: { ...blank, fault, slot, isLifted: options.clear === true } };
    },
  };
}

function slotOf({ slot }: VerbOptions): SimSlot | null | "WRONG" {
  if (slot === undefined || slot === "") return null;
  return slot === "1" ? 1 : slot === "2" ? 2 : "WRONG";
}

type Range = { from: number; to: number };

/** Reads a whole number. Null: it is missing, malformed or out of range. */
function wholeOf(text: string | true | undefined, { from, to }: Range): number | null {
  if (typeof text !== "string" || !/^-?\d{1,5}$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to ? value : null;
}

const percents = { from: 0, to: 100 };
const full = 100;

/** Reads the charge a battery is to have: the one named, or after its end as a condition, a full one. Null: neither, or both. */
function chargeOf({ level, clear }: VerbOptions): number | null {
  if (clear === true) return level === undefined ? full : null;
  return wholeOf(level, percents);
}

const delaySeconds = { from: 1, to: 3_600 };

function channel({ name, down, clear }: VerbOptions): VerbReading {
  const known = channels.find((each) => each === name);
  if (!known) return { wrong: "name" };
  if (down === clear) return { wrong: "down" };
  return { act: { ...blank, fault: "HUB_CHANNEL_DOWN", channel: known, isLifted: clear === true } };
}

function insertSim(options: VerbOptions): VerbReading {
  const slot = slotOf(options);
  if (slot === "WRONG") return { wrong: "slot" };
  if (options.foreign === true) return { act: { kind: "INSERT", slot, iccid: null } };
  const iccid = parseIccid(typeof options.iccid === "string" ? options.iccid : "");
  return iccid.ok ? { act: { kind: "INSERT", slot, iccid: iccid.value } } : { wrong: "iccid" };
}

const cardFaultOf = {
  stuck: "SIM_STUCK",
  defective: "SIM_DEFECTIVE",
  foreign: "SIM_FOREIGN",
  elsewhere: "SIM_ELSEWHERE",
  double: "REPORTS_DOUBLED",
  reorder: "REPORTS_REORDERED",
  delay: "REPORTS_DELAYED",
  loss: "REPORTS_LOST",
} as const satisfies Partial<Record<OptionName, SimulatedFaultKind>>;

const cardFaultOptions = Object.keys(cardFaultOf) as (keyof typeof cardFaultOf)[];

function simFault(options: VerbOptions): VerbReading {
  const slot = slotOf(options);
  if (slot === "WRONG") return { wrong: "slot" };
  const named = cardFaultOptions.filter((name) => options[name] !== undefined);
  const [first, second] = named;
  if (!first) return options.clear === true ? { act: { kind: "LIFT_ALL" } } : { wrong: "stuck" };
  if (second) return { wrong: second };
  const isLifted = options.clear === true;
  const seconds = first === "delay" ? wholeOf(options.delay, delaySeconds) : undefined;
  const percent = first === "loss" ? wholeOf(options.loss, { from: 1, to: 100 }) : undefined;
  if (!isLifted && (seconds === null || percent === null)) return { wrong: first };
  const figures = { ...(seconds ? { seconds } : {}), ...(percent ? { percent } : {}) };
  return { act: { ...blank, fault: cardFaultOf[first], slot, figures, isLifted } };
}

/** A gateway is down, slow by so many seconds, or well again, whatever it suffered from. */
function gateway({ slow, down, clear }: VerbOptions): VerbReading {
  const isLifted = clear === true;
  if (down === true) return { act: { ...blank, fault: "GATEWAY_DOWN", isLifted } };
  if (isLifted && slow === undefined) return { act: { kind: "LIFT_NETWORK" } };
  const seconds = wholeOf(slow, delaySeconds);
  if (seconds === null && !isLifted) return { wrong: slow === undefined ? "down" : "slow" };
  return { act: { ...blank, fault: "GATEWAY_SLOW", figures: seconds ? { seconds } : {}, isLifted } };
}

/** The demo's monitoring station takes no connection, is silent, refuses so many messages, or is well again. */
function station({ refuse, silent, nak, clear }: VerbOptions): VerbReading {
  const blankStation = { ...blank, fault: "STATION_FAULT" } as const;
  const asked = [refuse, silent, nak, clear].filter((option) => option !== undefined);
  if (asked.length !== 1) return { wrong: "refuse" };
  if (clear === true) return { act: { ...blankStation, isLifted: true } };
  if (nak === undefined) return { act: { ...blankStation, figures: { mode: refuse === true ? "REFUSE" : "SILENT" } } };
  const times = wholeOf(nak, { from: 1, to: 1_000 });
  return times === null ? { wrong: "nak" } : { act: { ...blankStation, figures: { mode: "NAK", times } } };
}

/** Every verb by its name. Source: INTEGRATION 14. */
export const simulatorVerbs = {
  motion: condition("MOTION"),
  open: condition("OPENING"),
  close: condition("OPENING", true),
  "outer-open": condition("OUTER_CONTACT"),
  "outer-close": condition("OUTER_CONTACT", true),
  /** Over in the moment it breaks, so that its end changes nothing. */
  glass: lasting("GLASS_BREAK"),
  smoke: lasting("SMOKE"),
  heat: lasting("HEAT"),
  co: lasting("CO"),
  leak: lasting("LEAK"),
  tamper: {
    target: "DEVICE",
    options: ["clear"],
    read: ({ clear }) => feel({ what: "LID", isOpen: clear !== true }),
  },
  lost: { target: "DEVICE", options: ["clear"], read: ({ clear }) => feel({ what: "LINK", isLost: clear !== true }) },
  battery: {
    target: "DEVICE",
    options: ["level", "clear"],
    read: (options) => {
      const percent = chargeOf(options);
      return percent === null ? { wrong: "level" } : feel({ what: "BATTERY", percent });
    },
  },
  temperature: {
    target: "DEVICE",
    options: ["value"],
    read: ({ value }) => {
      const degrees = wholeOf(value, { from: -40, to: 125 });
      return degrees === null ? { wrong: "value" } : feel({ what: "TEMPERATURE", degrees });
    },
  },
  switch: {
    target: "DEVICE",
    options: ["on", "off"],
    read: ({ on, off }) => (on === off ? { wrong: "on" } : feel({ what: "SWITCH", isOn: on === true })),
  },
  arm: order("ARM"),
  disarm: order("DISARM"),
  "night-on": order("NIGHT_MODE_ON"),
  "night-off": order("NIGHT_MODE_OFF"),
  panic: order("PANIC"),
  duress: order("DURESS"),
  lid: hubFault("HUB_LID_OPEN"),
  "power-loss": hubFault("HUB_NO_MAINS"),
  "hub-battery": {
    target: "HUB",
    options: ["level", "clear"],
    read: (options) => {
      const percent = chargeOf(options);
      return percent === null ? { wrong: "level" } : { act: { kind: "CHARGE", percent } };
    },
  },
  channel: { target: "HUB", options: ["name", "down", "clear"], read: channel },
  offline: hubFault("HUB_SILENT"),
  "firmware-old": hubFault("HUB_FIRMWARE_OLD"),
  "transfer-cut": hubFault("TRANSFER_INTERRUPTED"),
  online: { target: "HUB", options: [], read: () => ({ act: { ...blank, fault: "HUB_SILENT", isLifted: true } }) },
  "sim-insert": { target: "HUB", options: ["slot", "iccid", "foreign"], read: insertSim },
  "sim-remove": slotFault("SIM_REMOVED"),
  "sim-pin": slotFault("SIM_PIN_LOCKED"),
  "sim-fault": { target: "HUB", options: ["slot", ...cardFaultOptions, "clear"], read: simFault },
  gateway: { target: "HUB", options: ["slow", "down", "clear"], read: gateway },
  station: { target: "HUB", options: ["refuse", "silent", "nak", "clear"], read: station },
} as const satisfies Record<string, VerbSpec>;

export type SimulatorVerb = keyof typeof simulatorVerbs;

export const simulatorVerbNames = Object.keys(simulatorVerbs) as [SimulatorVerb, ...SimulatorVerb[]];

/** Reads what a verb is to do from its options; one that the verb does not take is wrong. */
export function readVerb(verb: SimulatorVerb, options: VerbOptions): VerbReading {
  const spec: VerbSpec = simulatorVerbs[verb];
  const stray = (Object.keys(options) as OptionName[]).find((name) => !spec.options.includes(name));
  return stray ? { wrong: stray } : spec.read(options);
}
