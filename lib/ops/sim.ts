import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { closeDatabase } from "@/lib/server/close-database";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { Problem } from "./command";
import { type SimAnswer, toSimLine, toWrongUsage, writeAnswer } from "./sim/answer";
import { toDriveAnswer } from "./sim/describe";
import { runHome } from "./sim/home-verbs";
import { lookAround } from "./sim/look-around";
import { helpText, readSimCommand, type SimCommand, usageOf } from "./sim/read-command";
import { runWorld } from "./sim/run-world";
import { settle } from "./sim/settle";

const driver = { accountId: null, name: "Simulator", requestId: "" };

/** How long `--wait` and `settle` wait for quiet, in milliseconds. */
const usualPatienceMs = 60_000;

type Call = { args: string[]; patienceMs?: number };
type Doing = Exclude<SimCommand, { kind: "HELP" }>;

/**
 * Does one thing to the simulated world of the environment's database: `motion 0A1B2C3D 30400001`. Ends with 0 where it was
 * applied, 1 where it was refused or nobody has the hub, 2 where the command makes no sense. Source: INTEGRATION 14.
 */
export async function main({ args, patienceMs = usualPatienceMs }: Call): Promise<number> {
  const command = readSimCommand(args);
  if ("wrong" in command) {
    writeAnswer(toWrongUsage(command.verb, command.wrong), args.includes("--json"), process.stderr);
    return 2;
  }
  if (command.kind === "HELP") {
    process.stdout.write(`${command.verb ? usageOf(command.verb) : helpText()}\n`);
    return 0;
  }
  const answer = await answerOf(command, patienceMs);
  writeAnswer(answer, command.isJson);
  return answer.line.ok ? 0 : 1;
}

/** Programs get a line of what the person at the keyboard can mend, too. */
async function answerOf(command: Doing, patienceMs: number): Promise<SimAnswer> {
  try {
    if (env().portalMode !== "demo") throw new Problem("The simulator is off in production mode.");
    return await settled(await run(command), command, patienceMs);
  } catch (error) {
    if (!command.isJson || !(error instanceof Problem)) throw error;
    return { line: toSimLine({ ok: false, verb: verbOf(command), reason: "problem" }), text: error.message };
  } finally {
    await closeDatabase();
  }
}

function verbOf(command: Doing): string {
  return "verb" in command ? command.verb : command.act.verb;
}

async function run(command: Doing): Promise<SimAnswer> {
  switch (command.kind) {
    case "HOME":
      return runHome(driver, command.act);
    case "WORLD":
      return turn(command.act);
    case "DRIVE":
      return drive(command);
    case "LOOK": {
      const { verb, hubId } = command;
      if (verb !== "settle") return lookAround(verb, hubId);
      return { line: toSimLine({ ok: true, verb }), text: "Everything is quiet." };
    }
  }
}

async function drive({ isJson: _isJson, isWaiting: _isWaiting, ...input }: Extract<SimCommand, { kind: "DRIVE" }>) {
  const result = await driveSimulator(driver, input).catch((error: unknown) => {
    if (isAppError(error, "NOT_FOUND")) return null;
    throw error;
  });
  return toDriveAnswer(input, result);
}

/** As {@link drive}, for a verb that is no single hub's. */
async function turn(act: Extract<SimCommand, { kind: "WORLD" }>["act"]): Promise<SimAnswer> {
  return runWorld(driver, act).catch((error: unknown) => {
    if (!isAppError(error, "NOT_FOUND")) throw error;
    const line = toSimLine({
      ok: false,
      verb: act.verb,
      hubId: "hubId" in act ? act.hubId : null,
      reason: "not-found",
    });
    return { line, text: `${act.verb}: nobody has that company or hub.` };
  });
}

/** Where that was asked for, waits until what was done has had its effects. Unrest that lasts is a no. */
async function settled(answer: SimAnswer, command: Doing, patienceMs: number): Promise<SimAnswer> {
  const isAsked = command.isWaiting || verbOf(command) === "settle";
  if (!answer.line.ok || !isAsked || (await settle(patienceMs))) return answer;
  const unrest = `Something is still under way after ${Math.round(patienceMs / 1_000)} seconds.`;
  const text = verbOf(command) === "settle" ? unrest : `${answer.text} ${unrest}`;
  return { line: { ...answer.line, ok: false, reason: "not-quiet" }, text };
}
