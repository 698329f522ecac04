import { parseArgs } from "node:util";
import { type HubModel, hubModels } from "@/lib/domain/devices/hub-model";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import { parseHubId } from "@/lib/domain/hub-id";
import { parseHubName } from "@/lib/domain/hub-name";
import { parseIccid } from "@/lib/domain/iccid";
import type { DeviceToAdd, HubToAdd } from "@/lib/server/services/simulation/add-equipment";
import { Problem } from "../command";
import { type FleetOptions, readFleetOptions } from "../fleet/fleet-options";
import { readDuration, readInstant } from "./read-time";

/** Verbs of the command line alone that act on the world as a whole, or bring new things into it. */
export const worldVerbs = ["clock", "hub-add", "device-add", "fleet", "reset"] as const;
export type WorldVerb = (typeof worldVerbs)[number];

/** What one of them is to do. */
export type WorldAct =
  | { verb: "clock"; companySlug: string; go: "SHOW" | { by: Temporal.Duration } | { to: Temporal.Instant } }
  | ({ verb: "hub-add" } & HubToAdd)
  | ({ verb: "device-add" } & DeviceToAdd)
  | { verb: "fleet"; options: FleetOptions }
  | { verb: "reset"; isSure: boolean };

export type WorldReading = { act: WorldAct } | { wrong: string };

/** The company whose clock or hubs are meant unless another one is named: the first of the demo world. */
const usualCompany = "dnipro";

type Values = Record<string, string | boolean | undefined>;
type Spec = {
  usage: string;
  options: Record<string, { type: "string" | "boolean" }>;
  read: (words: string[], values: Values) => WorldAct | null;
};

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

const specs: Record<Exclude<WorldVerb, "fleet">, Spec> = {
  clock: {
    usage: "clock show | advance DURATION | to INSTANT [--company SLUG]",
    options: { company: text },
    read: readClock,
  },
  "hub-add": {
    usage: "hub-add [HUB_ID] [--company SLUG] [--object NAME] [--name NAME] [--model MODEL] [--iccid ICCID]",
    options: { company: text, object: text, name: text, model: text, iccid: text },
    read: readHub,
  },
  "device-add": {
    usage: "device-add HUB_ID --type TYPE [--name NAME] [--room NAME] [--group GROUP]",
    options: { type: text, name: text, room: text, group: text },
    read: readDevice,
  },
  reset: {
    usage: "reset --yes",
    options: { yes: flag },
    read: (words, { yes }) => (words.length === 0 ? { verb: "reset", isSure: yes === true } : null),
  },
};

const fleetUsage = "fleet --hubs N [--company SLUG] [--months N] [--seed N] | fleet --remove [--company SLUG]";

/** Says how a verb is used, without its name's beginning. */
export function worldUsage(verb: WorldVerb): string {
  return verb === "fleet" ? fleetUsage : specs[verb].usage;
}

/** Reads what comes after the verb. `wrong` is the sentence that says what is amiss. */
export function readWorldVerb(verb: WorldVerb, args: string[]): WorldReading {
  try {
    if (verb === "fleet") return { act: { verb, options: readFleetOptions(args) } };
    const { usage, options, read } = specs[verb];
    const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
    const act = read(
      positionals.filter((word) => word !== ""),
      values,
    );
    return act ? { act } : { wrong: `Usage: npm run sim -- ${usage} [--wait] [--json]` };
  } catch (error) {
    if (error instanceof Problem) return { wrong: error.message };
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : "";
    return { wrong: `${reason}: npm run sim -- ${verb} --help says how it is used.` };
  }
}

function readClock([what, when, ...more]: string[], { company }: Values): WorldAct | null {
  const companySlug = typeof company === "string" ? company : usualCompany;
  if (more.length > 0) return null;
  if (what === "show") return when === undefined ? { verb: "clock", companySlug, go: "SHOW" } : null;
  const by = what === "advance" ? readDuration(when ?? "") : null;
  if (by) return { verb: "clock", companySlug, go: { by } };
  const to = what === "to" ? readInstant(when ?? "") : null;
  return to ? { verb: "clock", companySlug, go: { to } } : null;
}

/** Reads an option by a rule of the domain. Null where it was left out; "WRONG" where it makes no sense. */
function optional<T>(value: Values[string], parse: (text: string) => { ok: true; value: T } | { ok: false }) {
  if (value === undefined || value === "") return null;
  const parsed = parse(String(value));
  return parsed.ok ? parsed.value : "WRONG";
}

const asModel = (given: string) => {
  const value = hubModels.find((model): model is HubModel => model === given.toUpperCase());
  return value ? ({ ok: true, value } as const) : ({ ok: false } as const);
};

function readHub([id, ...more]: string[], values: Values): WorldAct | null {
  const hubId = optional(id, parseHubId);
  const name = optional(values.name, parseHubName);
  const iccid = optional(values.iccid, parseIccid);
  const model = optional(values.model, asModel);
  const isWrong = hubId === "WRONG" || name === "WRONG" || iccid === "WRONG" || model === "WRONG";
  if (more.length > 0 || isWrong) return null;
  const objectName = typeof values.object === "string" && values.object ? values.object : null;
  const companySlug = typeof values.company === "string" ? values.company : usualCompany;
  return { verb: "hub-add", companySlug, hubId, name, objectName, model: model ?? "HUB_2_PLUS", iccid };
}

/** A type by its name in events, or as it is printed on the device. */
function typeOf(given: Values[string]): DeviceType | null {
  const names = Object.keys(deviceTypes) as DeviceType[];
  return names.find((name) => name === given || deviceTypes[name].apiName === given) ?? null;
}

function readDevice([id, ...more]: string[], values: Values): WorldAct | null {
  const hubId = optional(id, parseHubId);
  const type = typeOf(values.type);
  const group = values.group;
  const groupNumber = typeof group === "string" && /^[0-9a-f]{1,8}$/i.test(group) ? Number.parseInt(group, 16) : null;
  const isWrong = hubId === null || hubId === "WRONG" || !type || (group !== undefined && !groupNumber);
  if (more.length > 0 || isWrong) return null;
  const nameOf = (value: Values[string]) => (typeof value === "string" && value ? value : null);
  return { verb: "device-add", hubId, type, name: nameOf(values.name), roomName: nameOf(values.room), groupNumber };
}
