import { parseArgs } from "node:util";
import { type HomeAct, type HomeVerb, readHomeAct } from "@/lib/domain/simulator-homes";
import { isAppError } from "@/lib/errors";
import { driveHomes, type HomeAnswer, isTaken } from "@/lib/server/services/simulation/drive-homes";
import type { Driver } from "@/lib/server/services/simulation/driver";
import { type SimAnswer, toSimLine } from "./answer";
import { reasonOf } from "./describe";

/** How each verb about people and their programs is used. */
const usages = {
  expire: "expire [DEVICE_ID] [HUB_ID]",
  invite: "invite HUB_ID [EMAIL] [--reporter]",
  uninvite: "uninvite HUB_ID [EMAIL] [--reporter]",
  "sign-out": "sign-out EMAIL",
  unlink: "unlink EMAIL",
  "push-fail": "push-fail EMAIL [--times N]",
} as const satisfies Record<HomeVerb, string>;

/** Says how a verb is used, in one line. */
export function homeUsage(verb: HomeVerb): string {
  return `Usage: npm run sim -- ${usages[verb]} [--wait] [--json]`;
}

export type HomeReading = { act: HomeAct } | { wrong: string };

/** Reads what comes after the verb. `wrong` is the sentence that says what is amiss. */
export function readHomeVerb(verb: HomeVerb, args: string[]): HomeReading {
  try {
    const { values, positionals } = parseArgs({
      args,
      strict: true,
      allowPositionals: true,
      options: { reporter: { type: "boolean", default: false }, times: { type: "string", default: "1" } },
    });
    const act = actOf(verb, positionals, values);
    return act ? { act } : { wrong: homeUsage(verb) };
  } catch {
    return { wrong: homeUsage(verb) };
  }
}

type Given = { reporter: boolean; times: string };

/** An argument of a shell variable that is empty counts as absent; that of a device keeps its place before the hub. */
function actOf(verb: HomeVerb, given: string[], { reporter: isReporter, times }: Given): HomeAct | null {
  const words = verb === "expire" ? given : given.filter((word) => word !== "");
  const [first = null, second = null, ...more] = words.map((word) => word || null);
  const isOfPerson = verb !== "expire" && verb !== "invite" && verb !== "uninvite";
  if (more.length > 0 || (isOfPerson && second)) return null;
  const id = (word: string | null) => word?.toUpperCase() ?? null;
  const none = { deviceId: null, hubId: null, email: null, isReporter, times };
  if (verb === "expire") return readHomeAct(verb, { ...none, deviceId: id(first), hubId: id(second) });
  return readHomeAct(verb, isOfPerson ? { ...none, email: first } : { ...none, hubId: id(first), email: second });
}

const sentences: Record<HomeAnswer, string> = {
  DONE: "done",
  UNCHANGED: "it was so already",
  HUB_USERS_FULL: "refused: this hub has as many users as it takes",
  HUB_USER_ALREADY: "refused: that person lives with this hub already",
};

/** Does it, and says what came of it. Source: INTEGRATION 14. */
export async function runHome(driver: Driver, act: HomeAct): Promise<SimAnswer> {
  const answer = await driveHomes(driver, act).catch((error: unknown) => {
    if (isAppError(error, "NOT_FOUND")) return null;
    throw error;
  });
  const { verb } = act;
  const hubId = "hubId" in act ? act.hubId : null;
  const place = { hubId, deviceId: act.verb === "expire" ? act.deviceId : null };
  if (!answer) {
    const line = toSimLine({ ok: false, verb, ...place, reason: "not-found" });
    return { line, text: `${verb}: nobody has that hub, device or address.` };
  }
  const reason = reasonOf(answer);
  const line = toSimLine({ ok: isTaken(answer), verb, ...place, changed: answer === "DONE", reason });
  return { line, text: `${verb}: ${sentences[answer]}.` };
}
