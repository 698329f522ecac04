import { parseArgs } from "node:util";
import { benchApp } from "./bench/app-section";
import { type Bench, openBench } from "./bench/bench-world";
import { benchClosing } from "./bench/closing-section";
import { benchCloud } from "./bench/cloud-section";
import { benchCommand } from "./bench/command-section";
import { type Section, writeTable } from "./bench/figures";
import { measureAnswers } from "./bench/measure-answers";
import { measureBeforeClosing, measureClosing } from "./bench/measure-closing";
import { measureCloud } from "./bench/measure-cloud";
import { measureCommand } from "./bench/measure-command";
import { measureRollover } from "./bench/measure-rollover";
import { measureSoak } from "./bench/measure-soak";
import { closeStatements } from "./bench/measure-statements";
import { benchPeople } from "./bench/people-section";
import { benchRollover } from "./bench/rollover-section";
import { benchSoak } from "./bench/soak-section";
import { benchStatements } from "./bench/statement-section";
import { Cleanup, onStopRequest } from "./child-processes";
import { type CommandContext, Problem, say } from "./command";
import { withScratchServer } from "./scratch-server";

const sections: Record<string, (bench: Bench) => Promise<Section[]>> = {
  command: benchCommand,
  rollover: benchRollover,
  closing: benchClosing,
  app: benchApp,
  people: benchPeople,
  statements: benchStatements,
  cloud: benchCloud,
};

/** What takes minutes of its own is measured when it is named, with fewer hubs, and is bounded. */
const named: typeof sections = { soak: benchSoak };
const all = { ...sections, ...named };
const soakHubs = 10_000;
const mostSeconds = 600;

/** What runs in a process of its own: `bench measure command`. */
const measurements: Record<string, (args: string[]) => Promise<unknown>> = {
  answers: measureAnswers,
  "before-closing": measureBeforeClosing,
  closing: measureClosing,
  cloud: measureCloud,
  command: measureCommand,
  rollover: measureRollover,
  soak: measureSoak,
  statements: closeStatements,
};

const usualHubs = 100_000;

type BenchOptions = { keys: string[]; hubs: number; seconds: number; isJson: boolean };

function readOptions(args: string[]): BenchOptions {
  const known = {
    only: { type: "string" },
    hubs: { type: "string" },
    seconds: { type: "string" },
    json: { type: "boolean" },
  } as const;
  try {
    const { only, hubs, seconds, json } = parseArgs({ args, options: known }).values;
    const keys = only?.split(",") ?? Object.keys(sections);
    const count = Number(hubs ?? (keys.includes("soak") ? soakHubs : usualHubs));
    const length = Number(seconds ?? mostSeconds);
    const isLong = Number.isInteger(length) && length >= 10 && length <= mostSeconds;
    if (keys.every((key) => key in all) && Number.isInteger(count) && count > 0 && isLong) {
      return { keys, hubs: count, seconds: length, isJson: json ?? false };
    }
  } catch {
    // Whatever was wrong, the sentence below says what is right.
  }
  const names = Object.keys(all).join(",");
  throw new Problem(
    `npm run bench knows --only ${names}, --hubs with a whole number, --seconds from 10 to ${mostSeconds}, and --json.`,
  );
}

/**
 * Measures the portal against plain ways of doing the same, on a scratch server and production builds of its own, and
 * prints ratios with their targets. It judges nothing: the exit code is 0 whatever was measured.
 */
export async function main(context: CommandContext): Promise<number> {
  const [first, name = ""] = context.args;
  if (first === "measure") return measure(name, context.args.slice(2));

  const { keys, isJson, ...size } = readOptions(context.args);
  const cleanup = new Cleanup();
  onStopRequest(() => void cleanup.run());
  const found = await withScratchServer(context, async (makeDatabase) => {
    const bench = openBench(context, cleanup, makeDatabase, size);
    const results: Section[] = [];
    try {
      for (const key of keys) {
        say(`Measuring ${key} …`);
        results.push(...((await all[key]?.(bench)) ?? []));
      }
    } finally {
      await cleanup.run();
    }
    return results;
  });
  process.stdout.write(isJson ? `${JSON.stringify(found, null, 2)}\n` : writeTable(found));
  return 0;
}

async function measure(name: string, args: string[]): Promise<number> {
  const run = measurements[name];
  if (!run) throw new Problem(`There is no measurement named ${name}.`);
  process.stdout.write(`${JSON.stringify(await run(args))}\n`);
  return 0;
}
