import { setTimeout as pause } from "node:timers/promises";
import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { closeDatabase } from "@/lib/server/close-database";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { isWorldQuiet } from "@/lib/server/services/simulation/is-quiet";
import { Problem } from "./command";
import { connect } from "./connect";
import { toLine, toSentence } from "./sim/describe";
import { type HomeRun, readHomeCommand, runHomeCommand } from "./sim/home-verbs";
import { lookAround } from "./sim/look-around";
import { helpText, readSimCommand, type SimCommand, usageOf } from "./sim/read-command";
import { runWorld } from "./sim/run-world";

const driver = { accountId: null, name: "Simulator", requestId: "" };

/** How long `--wait` and `settle` wait for quiet, and how often they look, in milliseconds. */
const patienceMs = 60_000;
const lookMs = 200;

/**
 * Does one thing to the simulated world of the environment's database: `motion 0A1B2C3D 30400001`. Ends with 0 where it was
 * applied, 1 where it was refused or nobody has the hub, 2 where the command makes no sense. Source: INTEGRATION 14.
 */
export async function main({ args }: { args: string[] }): Promise<number> {
  const home = readHomeCommand(args);
  if (home && "usage" in home) {
    (home.isAsked ? process.stdout : process.stderr).write(`${home.usage}\n`);
    return home.isAsked ? 0 : 2;
  }
  if (home) return inDemo(() => visit(home));
  const command = readSimCommand(args);
  if ("wrong" in command) {
    process.stderr.write(`${command.wrong}\n`);
    return 2;
  }
  if (command.kind === "HELP") {
    process.stdout.write(`${command.verb ? usageOf(command.verb) : helpText()}\n`);
    return 0;
  }
  return inDemo(() => run(command));
}

async function run(command: Exclude<SimCommand, { kind: "HELP" }>): Promise<number> {
  if (command.kind === "LOOK") return look(command);
  return command.kind === "WORLD" ? turn(command) : drive(command);
}

async function inDemo(work: () => Promise<number>): Promise<number> {
  if (env().portalMode !== "demo") throw new Problem("The simulator is off in production mode.");
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

async function drive({ isJson, isWaiting, ...input }: Extract<SimCommand, { kind: "DRIVE" }>): Promise<number> {
  const result = await driveSimulator(driver, input).catch((error: unknown) => {
    if (isAppError(error) && error.code === "NOT_FOUND") return null;
    throw error;
  });
  const line = toLine(input, result);
  process.stdout.write(`${isJson ? JSON.stringify(line) : toSentence(line, result?.answer ?? null)}\n`);
  if (line.ok && isWaiting) await settle();
  return line.ok ? 0 : 1;
}

/** As {@link drive}, for a verb about people and their programs. */
async function visit(command: HomeRun): Promise<number> {
  const code = await runHomeCommand(command);
  if (code === 0 && command.isWaiting) await settle();
  return code;
}

/** As {@link drive}, for a verb that is no single hub's. */
async function turn({ act, isJson, isWaiting }: Extract<SimCommand, { kind: "WORLD" }>): Promise<number> {
  const answer = await runWorld(driver, act).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== "NOT_FOUND") throw error;
    return {
      line: { ok: false, verb: act.verb, reason: "not-found" },
      text: `${act.verb}: nobody has that company or hub.`,
    };
  });
  process.stdout.write(`${isJson ? JSON.stringify(answer.line) : answer.text}\n`);
  if (answer.line.ok && isWaiting) await settle();
  return answer.line.ok ? 0 : 1;
}

async function look({ verb, hubId, isJson }: Extract<SimCommand, { kind: "LOOK" }>): Promise<number> {
  if (verb === "settle") {
    const isSettled = await settle();
    const text = isSettled ? "Everything is quiet." : "Something is still under way after a minute.";
    process.stdout.write(`${isJson ? JSON.stringify({ ok: isSettled, verb }) : text}\n`);
    return isSettled ? 0 : 1;
  }
  const { isKnown, line, lines } = await lookAround(verb, hubId);
  process.stdout.write(`${isJson ? JSON.stringify(line) : lines.join("\n")}\n`);
  return isKnown ? 0 : 1;
}

/** Waits until nothing is due, in the simulated world or in the queue. Returns whether it became quiet in time. */
async function settle(): Promise<boolean> {
  const { databaseOwnerUrl, databaseUrl } = env();
  const client = await connect(databaseOwnerUrl ?? databaseUrl, "DATABASE_OWNER_URL");
  try {
    for (const begun = elapsedMs(); elapsedMs() - begun < patienceMs; await pause(lookMs)) {
      const { rows } = await client.query<{ due: number }>(dueJobs, [toDate(realNow())]);
      if (rows[0]?.due === 0 && (await isWorldQuiet())) return true;
    }
    return false;
  } finally {
    await client.end();
  }
}

/** Jobs that have not ended and could run; failed ones that wait for their next try are not due. */
const dueJobs = `
  select count(*)::int as due from graphile_worker.jobs where run_at <= $1 and attempts < max_attempts`;
