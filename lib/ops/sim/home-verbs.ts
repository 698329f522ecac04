import { parseArgs } from "node:util";
import { isAppError } from "@/lib/errors";
import { driveHomes, type HomeAct } from "@/lib/server/services/simulation/drive-homes";

/** How each verb about people and their programs is used. */
const usages = {
  expire: "expire [DEVICE_ID] [HUB_ID]",
  invite: "invite HUB_ID [EMAIL] [--reporter]",
  uninvite: "uninvite HUB_ID [EMAIL] [--reporter]",
  "sign-out": "sign-out EMAIL",
  unlink: "unlink EMAIL",
  "push-fail": "push-fail EMAIL [--times N]",
} as const;

export type HomeVerb = keyof typeof usages;
export const homeVerbs = Object.keys(usages) as HomeVerb[];

/** Says how a verb is used, in one line. */
export function homeUsage(verb: HomeVerb): string {
  return `Usage: npm run sim -- ${usages[verb]} [--wait] [--json]`;
}

/** What the person at the keyboard asked for. */
export type HomeRun = { act: HomeAct; isJson: boolean; isWaiting: boolean };

/** That; or how the verb is used. */
type HomeCommand = HomeRun | { usage: string; isAsked: boolean };

/** Reads a command about people and their programs. Null where its verb is none of these. */
export function readHomeCommand(args: string[]): HomeCommand | null {
  const verb = homeVerbs.find((each) => args.includes(each));
  if (!verb) return null;
  const usage = homeUsage(verb);
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        wait: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        reporter: { type: "boolean", default: false },
        times: { type: "string", default: "1" },
      },
    });
    if (values.help) return { usage, isAsked: true };
    const words = positionals.slice(1).filter((word) => word !== "");
    const act = positionals[0] === verb ? actOf(verb, words, values) : null;
    return act ? { act, isJson: values.json, isWaiting: values.wait } : { usage, isAsked: false };
  } catch {
    return { usage, isAsked: false };
  }
}

function actOf(verb: HomeVerb, words: string[], given: { reporter: boolean; times: string }): HomeAct | null {
  const [first, second, ...more] = words;
  if (more.length > 0) return null;
  switch (verb) {
    case "expire":
      return { verb, hubId: (second ?? first)?.toUpperCase() ?? null };
    case "invite":
    case "uninvite":
      if (!first || (second === undefined) !== given.reporter) return null;
      return { verb, hubId: first.toUpperCase(), email: second ?? null };
    case "push-fail": {
      const times = Number(given.times);
      if (!first || second || !Number.isInteger(times) || times < 0 || times > 1_000) return null;
      return { verb, email: first, times };
    }
    default:
      return first && !second ? { verb, email: first } : null;
  }
}

/** Does it, prints what came of it, and returns the exit status. Source: INTEGRATION 14. */
export async function runHomeCommand({ act, isJson }: HomeRun): Promise<number> {
  const driver = { accountId: null, name: "Simulator", requestId: "" };
  const hasChanged = await driveHomes(driver, act).catch((error: unknown) => {
    if (isAppError(error, "NOT_FOUND")) return null;
    throw error;
  });
  const isFound = hasChanged !== null;
  const hubId = "hubId" in act ? act.hubId : null;
  const reason = isFound ? (hasChanged ? null : "unchanged") : "not-found";
  const line = { ok: isFound, verb: act.verb, hubId, deviceId: null, changed: hasChanged === true };
  const said = isFound ? (hasChanged ? "done" : "it was so already") : "nobody has that hub or address";
  const text = isJson ? JSON.stringify({ ...line, reported: false, reason, eventId: null }) : `${act.verb}: ${said}.`;
  process.stdout.write(`${text}\n`);
  return isFound ? 0 : 1;
}
