import { parseArgs } from "node:util";
import type { SimulatorAct } from "@/lib/domain/simulator-acts";
import {
  type OptionName,
  optionKinds,
  readVerb,
  type SimulatorVerb,
  simulatorVerbNames,
  simulatorVerbs,
  type VerbOptions,
} from "@/lib/domain/simulator-verbs";
import { homeUsage, homeVerbs } from "./home-verbs";
import { readWorldVerb, type WorldAct, type WorldVerb, worldUsage, worldVerbs } from "./world-command";

/** Verbs of the command line alone: they look or wait, and change nothing. */
export const lookingVerbs = ["show", "log", "settle"] as const;
export type LookingVerb = (typeof lookingVerbs)[number];

/** What the person at the keyboard asked for. `isJson`: one line for programs; `isWaiting`: return once all is quiet. */
export type SimCommand = { isJson: boolean; isWaiting: boolean } & (
  | { kind: "HELP"; verb: SimulatorVerb | LookingVerb | WorldVerb | null }
  | { kind: "WORLD"; act: WorldAct }
  | { kind: "LOOK"; verb: LookingVerb; hubId: string | null }
  | { kind: "DRIVE"; verb: SimulatorVerb; hubId: string; deviceId: string | null; act: SimulatorAct }
);

/** The command makes no sense as it stands; the sentence says how it is used. */
export type WrongUsage = { wrong: string };

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
  const [first = "", ...others] = args;
  const ofWorld = worldVerbs.find((verb) => verb === first);
  if (ofWorld) return readWorld(ofWorld, others);
  const parsed = parse(args);
  if ("wrong" in parsed) return parsed;
  const { json, wait, help, ...given } = parsed.values as Record<string, string | boolean | undefined>;
  const flags = { isJson: json === true, isWaiting: wait === true };
  const [name = "", ...ids] = parsed.positionals;
  const looking = lookingVerbs.find((each) => each === name);
  const driving = simulatorVerbNames.find((each) => each === name);
  if (help || (name === "" && args.length === 0)) return { kind: "HELP", verb: looking ?? driving ?? null, ...flags };
  if (looking) return look(looking, ids, flags);
  if (!driving) return { wrong: `There is no verb ${name || "without a name"}: npm run sim -- --help lists them.` };
  return drive(driving, { ids, given: toOptions(given), flags });
}

function readWorld(verb: WorldVerb, args: string[]): SimCommand | WrongUsage {
  const isGiven = (name: string) => args.includes(`--${name}`);
  const flags = { isJson: isGiven("json"), isWaiting: isGiven("wait") };
  if (isGiven("help")) return { kind: "HELP", verb, ...flags };
  const reading = readWorldVerb(
    verb,
    args.filter((each) => each !== "--json" && each !== "--wait"),
  );
  return "wrong" in reading ? reading : { kind: "WORLD", act: reading.act, ...flags };
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

/** An argument of a shell variable that is empty counts as absent. */
function look(verb: LookingVerb, ids: string[], flags: Flags): SimCommand | WrongUsage {
  const [hubId, ...more] = ids.filter((id) => id !== "");
  if (more.length > 0 || (verb === "settle" && hubId)) return { wrong: usageOf(verb) };
  return { kind: "LOOK", verb, hubId: hubId?.toUpperCase() ?? null, ...flags };
}

type Given = { ids: string[]; given: VerbOptions; flags: Flags };

function drive(verb: SimulatorVerb, { ids, given, flags }: Given): SimCommand | WrongUsage {
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
export function usageOf(verb: SimulatorVerb | LookingVerb | WorldVerb): string {
  const ofWorld = worldVerbs.find((each) => each === verb);
  if (ofWorld) return `Usage: npm run sim -- ${worldUsage(ofWorld)} [--json]`;
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
  const usages = [...[...simulatorVerbNames, ...worldVerbs, ...lookingVerbs].map(usageOf), ...homeVerbs.map(homeUsage)];
  const lines = usages.map((usage) => `  ${usage.replace(/^Usage: npm run sim -- /, "")}`);
  return [
    "npm run sim -- VERB … does one thing to the simulated hubs and their SIM cards; npm run sim -- VERB --help explains it.",
    ...lines,
    "Exit status 0: applied, also where a rule kept it silent; 1: nobody has that hub or device, or refused; 2: wrong usage.",
  ].join("\n");
}
