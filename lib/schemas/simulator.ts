import { z } from "zod";
import { type HomeVerb, homeVerbs, readHomeAct } from "@/lib/domain/simulator-homes";
import {
  type OptionName,
  optionKinds,
  readVerb,
  type SimulatorVerb,
  simulatorVerbNames,
  type VerbOptions,
} from "@/lib/domain/simulator-verbs";

const notValid = { error: "NOT_VALID" };

const printedId = z.string(notValid).regex(/^[0-9A-F]{8}$/, notValid);

/**
 * One press of a button on the fleet's pages: a verb with its options, as the command line writes them but without the
 * dashes: `channel name=GSM down`. Verbs about people take an address that comes beside it.
 */
export const pressSchema = z
  .strictObject({
    hubId: printedId,
    deviceId: z.union([z.literal(""), printedId], notValid).default(""),
    email: z.string(notValid).max(254, notValid).default(""),
    press: z.string(notValid).max(80, notValid),
  })
  .transform(({ hubId, deviceId, email, press }, given) => {
    const [name, ...words] = press.split(" ");
    const homeVerb = homeVerbs.find((each) => each === name);
    const act = homeVerb ? homeActOf(homeVerb, words, { hubId, email }) : null;
    if (act) return { kind: "HOME" as const, act };
    const verb = simulatorVerbNames.find((each) => each === name);
    const options = optionsOf(words);
    const reading = verb && options ? readVerb(verb, options) : null;
    if (verb && reading && "act" in reading) {
      return { kind: "HUB" as const, use: { verb, hubId, deviceId: deviceId || null, act: reading.act } };
    }
    const isOfAddress = homeVerb !== undefined && email !== "";
    given.addIssue({ code: "custom", path: [isOfAddress ? "email" : "press"], message: "NOT_VALID" });
    return z.NEVER;
  });

/** As the verb's options of the command line: `reporter`, or `times=3`. */
function homeActOf(verb: HomeVerb, words: readonly string[], { hubId, email }: { hubId: string; email: string }) {
  const times = /^times=(.*)$/.exec(words.find((word) => word.startsWith("times=")) ?? "")?.[1] ?? "1";
  const isReporter = words.includes("reporter");
  return readHomeAct(verb, { deviceId: null, hubId, email: email.trim() || null, isReporter, times });
}

/** Null where a word is no option. */
function optionsOf(words: readonly string[]): VerbOptions | null {
  const options: Partial<Record<OptionName, string | true>> = {};
  for (const word of words) {
    const [name = "", value] = word.split("=");
    if (!isOption(name)) return null;
    options[name] = value ?? true;
  }
  return options;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionKinds, name);
}

/** Writes a press as a form sends it. */
export function pressOf(verb: SimulatorVerb, options: VerbOptions = {}): string {
  const words = Object.entries(options).map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return [verb, ...words].join(" ");
}

/** As {@link pressOf}, for a verb about people, with its options as they are sent. */
export function homePressOf(verb: HomeVerb, ...options: ("reporter" | `times=${number}`)[]): string {
  return [verb, ...options].join(" ");
}

export const liftFaultSchema = z.strictObject({ hubId: printedId, faultId: z.uuid(notValid) });

/** What the list of simulated hubs is asked for, all of it in the address; malformed values count as not given. */
export const fleetListSchema = z.object({
  q: z.string().trim().max(80).optional().catch(undefined),
  state: z.enum(["offline", "faults", "drift"]).optional().catch(undefined),
});

export type FleetListParams = z.output<typeof fleetListSchema>;
