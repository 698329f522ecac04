import { parseArgs } from "node:util";
import type { SimulatorAct } from "@/lib/domain/simulator-acts";
import { type HomeAct, type HomeVerb, homeVerbs } from "@/lib/domain/simulator-homes";
import {
  type OptionName,
  optionKinds,
  readVerb,
  type SimulatorVerb,
  simulatorVerbNames,
  simulatorVerbs,
  type VerbOptions,
} from "@/lib/domain/simulator-verbs";
import { homeUsage, readHomeVerb } from "./home-verbs";
import { readWorldVerb, type WorldAct, type WorldVerb, worldUsage, worldVerbs } from "./world-command";

/** Verbs of the command line alone: they look or wait, and change nothing. */
export const lookingVerbs = ["show", "log", "settle"] as const;
export type LookingVerb = (typeof lookingVerbs)[number];

type AnyVerb = SimulatorVerb | LookingVerb | WorldVerb | HomeVerb;

/** What the person at the keyboard asked for. `isJson`: one line for programs; `isWaiting`: return once all is quiet. */
export type SimCommand = { isJson: boolean; isWaiting: boolean } & (
  | { kind: "HELP"; verb: AnyVerb | null }
  | { kind: "WORLD"; act: WorldAct }
  | { kind: "HOME"; act: HomeAct }
  | { kind: "LOOK"; verb: LookingVerb; hubId: string | null }
  | { kind: "DRIVE"; verb: SimulatorVerb; hubId: string; deviceId: string | null; act: SimulatorAct }
);

/** The command makes no sense as it stands; the sentence says how it is used. Null where it names no verb. */
export type WrongUsage = { wrong: string; verb: string | null };

const general = {
  json: { type: "boolean", default: false },
  wait: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const options = {
  ...general,
  ...(Object.fromEntries(
    Object.entries(optionKinds).map(([name, kind]) => [name, { type: kind === "FLAG" ? "boolean" : "string" }]),
  ) as Record<OptionName, { type: "boolean" | "string" }>),
};

/** Reads the arguments of `npm run sim`: a verb, then the device before the hub, and options anywhere. */
export function readSimCommand(args: string[]): SimCommand | WrongUsage {
  const others = args.filter((each) => each !== "--json" && each !== "--wait");
  const first = others.find((each) => !each.startsWith("-")) ?? null;
  const reading = readPlaced(first, others, args) ?? readDriving(args);
  return "wrong" in reading ? { ...reading, verb: first } : reading;
}

type Reading = SimCommand | { wrong: string };

/** Reads a command whose verb has options of its own. Null where it is none of these. */
function readPlaced(first: string | null, others: string[], args: string[]): Reading | null {
  const ofWorld = worldVerbs.find((verb) => verb === first);
  const ofHome = homeVerbs.find((verb) => verb === first);
  const verb = ofWorld ?? ofHome;
  if (!verb) return null;
  const flags = { isJson: args.includes("--json"), isWaiting: args.includes("--wait") };
  if (others.includes("--help")) return { kind: "HELP", verb, ...flags };
  const words = others.toSpliced(others.indexOf(verb), 1);
  if (ofWorld) {
    const reading = readWorldVerb(ofWorld, words);
    return "wrong" in reading ? reading : { kind: "WORLD", act: reading.act, ...flags };
  }
  const reading = ofHome && readHomeVerb(ofHome, words);
  return reading && "act" in reading ? { kind: "HOME", act: reading.act, ...flags } : (reading ?? null);
}

function readDriving(args: string[]): Reading {
  const parsed = parse(args);
  if ("wrong" in parsed) return parsed;
  const { json, wait, help, ...given } = parsed.values as Record<string, string | boolean | undefined>;
  const flags = { isJson: json === true, isWaiting: wait === true };
  const [name = "", ...words] = parsed.positionals;
  const ids = words.filter((word) => word !== "");
  const looking = lookingVerbs.find((each) => each === name);
  const driving = simulatorVerbNames.find((each) => each === name);
  if (help || (name === "" && args.length === 0)) return { kind: "HELP", verb: looking ?? driving ?? null, ...flags };
  if (looking) return look(looking, ids, flags);
  if (!driving) return { wrong: `There is no verb ${name || "without a name"}: npm run sim -- --help lists them.` };
  return drive(driving, { ids, given: toOptions(given), flags });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : "";
    return { wrong: `${reason}: npm run sim -- --help lists verbs and their options.` };
  }
}

function toOptions(given: Record<string, string | boolean | undefined>): VerbOptions {
  return Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, string | true] => typeof entry[1] === "string" || entry[1] === true,
    ),
  );
}

type Flags = { isJson: boolean; isWaiting: boolean };

function look(verb: LookingVerb, ids: string[], flags: Flags): Reading {
  const [hubId, ...more] = ids;
  if (more.length > 0 || (verb === "settle" && hubId)) return { wrong: usageOf(verb) };
  return { kind: "LOOK", verb, hubId: hubId?.toUpperCase() ?? null, ...flags };
}

/** `ids` are those given; an argument of a shell variable that is empty counts as absent. */
type Given = { ids: string[]; given: VerbOptions; flags: Flags };

function drive(verb: SimulatorVerb, { ids, given, flags }: Given): Reading {
  const isOfDevice = simulatorVerbs[verb].target === "DEVICE";
  const [first, second, ...more] = ids.map((id) => id.toUpperCase());
  const [deviceId, hubId] = isOfDevice ? [first, second] : [null, first];
  const isOneTooMany = more.length > 0 || (!isOfDevice && second !== undefined);
  if (!hubId || deviceId === undefined || isOneTooMany) return { wrong: usageOf(verb) };
  const reading = readVerb(verb, given);
  if ("wrong" in reading) return { wrong: `--${reading.wrong} is missing or wrong. ${usageOf(verb)}` };
  return { kind: "DRIVE", verb, hubId, deviceId, act: reading.act, ...flags };
}

/** Says how a verb is used, in one line. */
export function usageOf(verb: AnyVerb): string {
  const ofWorld = worldVerbs.find((each) => each === verb);
  if (ofWorld) return `Usage: npm run sim -- ${worldUsage(ofWorld)} [--wait] [--json]`;
  const ofHome = homeVerbs.find((each) => each === verb);
  if (ofHome) return homeUsage(ofHome);
  if (verb === "settle") return "Usage: npm run sim -- settle [--json]";
  if (verb === "show" || verb === "log") return `Usage: npm run sim -- ${verb} [HUB_ID] [--json]`;
  const { target, options: taken } = simulatorVerbs[verb as SimulatorVerb];
  const words = [target === "DEVICE" ? "DEVICE_ID HUB_ID" : "HUB_ID", ...taken.map((name) => `[${optionOf(name)}]`)];
  return `Usage: npm run sim -- ${verb} ${words.join(" ")} [--wait] [--json]`;
}

/** Values of options that their name does not explain. */
const valueWords: Partial<Record<OptionName, string>> = {
  name: "GSM|WIFI|ETHERNET",
  user: "EMAIL",
  slot: "1|2",
  level: "PERCENT",
  value: "DEGREES",
  delay: "SECONDS",
  slow: "SECONDS",
  loss: "PERCENT",
  nak: "TIMES",
};

function optionOf(name: OptionName): string {
  return optionKinds[name] === "FLAG" ? `--${name}` : `--${name} ${valueWords[name] ?? name.toUpperCase()}`;
}

/** Lists every verb with how it is used, one a line. */
export function helpText(): string {
  const verbs = [...simulatorVerbNames, ...worldVerbs, ...lookingVerbs, ...homeVerbs];
  const lines = verbs.map(usageOf).map((usage) => `  ${usage.replace(/^Usage: npm run sim -- /, "")}`);
  return [
    "npm run sim -- VERB … does one thing to the simulated hubs and their SIM cards; npm run sim -- VERB --help explains it.",
    ...lines,
    "Exit status 0: applied, also where a rule kept it silent; 1: nobody has that hub or device, or refused; 2: wrong usage.",
  ].join("\n");
}
