import { parseArgs } from "node:util";
import { Problem } from "../command";

export type FleetOptions = {
  companySlug: string;
  seed: number;
  /** Null where the fleet is to go. */
  hubs: number | null;
  /** How many months of earlier, ended runs lie before the present ones. */
  months: number;
};

const mostHubs = 1_000_000;
const mostMonths = 60;
const largestSeed = 2 ** 31 - 1;

const known = {
  company: { type: "string", default: "kiwi" },
  hubs: { type: "string" },
  months: { type: "string", default: "0" },
  seed: { type: "string", default: "1" },
  remove: { type: "boolean", default: false },
} as const;

/**
 * Reads what `npm run fleet` was asked for. Company `kiwi`, no months and seed 1 unless it says otherwise. Throws a
 * Problem, one sentence, for anything it does not know.
 */
export function readFleetOptions(args: string[]): FleetOptions {
  const { company, hubs, months, seed, remove } = parse(args);
  if (remove && hubs !== undefined) throw new Problem("Give either --hubs or --remove: a fleet comes or goes.");
  if (!remove && hubs === undefined) {
    throw new Problem("Say how many hubs, as in npm run fleet -- --hubs 100000, or --remove to let the fleet go.");
  }
  return {
    companySlug: company,
    seed: readWhole("--seed", seed, { from: 0, to: largestSeed }),
    hubs: hubs === undefined ? null : readWhole("--hubs", hubs, { from: 1, to: mostHubs }),
    months: readWhole("--months", months, { from: 0, to: mostMonths }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: known, strict: true }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : "";
    const names = Object.keys(known).map((name) => `--${name}`);
    throw new Problem(`${reason}: npm run fleet knows ${names.join(", ")}.`);
  }
}

function readWhole(name: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  throw new Problem(`${name} must be a whole number from ${from} to ${to}, not ${text || "nothing"}.`);
}
