import { resolve } from "node:path";
import { type CommandContext, Problem } from "./command";

export type DemoOptions = {
  host: string;
  port: number;
  origin: string;
  dataDir: string;
  isFresh: boolean;
  isSure: boolean;
  outside: { databaseUrl: string | undefined; databaseOwnerUrl: string | undefined };
};

const flags = ["--fresh", "--yes"];

function readPort(value: string | undefined): number {
  const port = Number(value ?? "3000");
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Problem(`PORT must be a number from 1 to 65535, not ${value}: PORT=3001 npm run demo.`);
}

/** Reads what the person asked for from arguments and environment. Throws a Problem for anything it does not know. */
export function readDemoOptions({ args, environment }: CommandContext): DemoOptions {
  const unknown = args.find((argument) => !flags.includes(argument));
  if (unknown !== undefined) throw new Problem(`${unknown} is no option of the demo; it knows ${flags.join(" and ")}.`);

  const host = environment.HOST || "127.0.0.1";
  const port = readPort(environment.PORT || undefined);
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return {
    host,
    port,
    origin: environment.PORTAL_ORIGIN || `http://${reachable}:${port}`,
    dataDir: readDataDir(environment),
    isFresh: args.includes("--fresh"),
    isSure: args.includes("--yes"),
    outside: {
      databaseUrl: environment.DATABASE_URL || undefined,
      databaseOwnerUrl: environment.DATABASE_OWNER_URL || undefined,
    },
  };
}

/** Returns the folder of the local database, secrets and logs: `.data` unless PORTAL_DATA_DIR says otherwise. */
export function readDataDir(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.PORTAL_DATA_DIR || ".data");
}
