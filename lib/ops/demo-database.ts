import { join } from "node:path";
import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import type { Cleanup } from "./child-processes";
import { Problem } from "./command";
import { connect } from "./connect";
import { type LocalPostgres, localUrl, startLocalPostgres } from "./local-postgres";
import type { Secrets } from "./secrets";
import { addressFor, setUpDatabase } from "./set-up-database";

export const ownerName = "portal_owner";

/** Returns the name of the app's login for a database; logins belong to the server, so each database has its own. */
export function loginName(database: string): string {
  return `${database}_login`;
}

/** Addresses of a database that is migrated and ready: the app's login, and the owner's. */
export type DatabaseAddresses = { databaseUrl: string; databaseOwnerUrl: string };

export type DatabaseOptions = {
  dataDir: string;
  secrets: Secrets;
  /** As given by the environment: an outside database, or nothing for a server of our own. */
  outside: { databaseUrl: string | undefined; databaseOwnerUrl: string | undefined };
  isFresh: boolean;
  /** Allows `isFresh` to empty an outside database. */
  isSure: boolean;
};

/** Makes the owner's login and its database on a server of our own, unless they are there. */
export async function ensureOwnedDatabase(superuser: Client, database: string, password: string): Promise<void> {
  const owner = await superuser.query("select from pg_roles where rolname = $1", [ownerName]);
  const verb = owner.rowCount === 0 ? "create" : "alter";
  await superuser.query(`${verb} role ${ownerName} with login createdb createrole password ${escapeLiteral(password)}`);
  const found = await superuser.query("select from pg_database where datname = $1", [database]);
  if (found.rowCount === 0) await superuser.query(`create database ${escapeIdentifier(database)} owner ${ownerName}`);
}

/** Empties an outside database: our tables, the job queue and the record of the seed. */
export async function emptyDatabase(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    const schemas = "cloud, relay, graphile_worker, portal_ops, public";
    await client.query(`drop schema if exists ${schemas} cascade; create schema public`);
  } finally {
    await client.end();
  }
}

async function readyOutsideDatabase(options: DatabaseOptions): Promise<DatabaseAddresses> {
  const { databaseUrl, databaseOwnerUrl } = options.outside;
  const ownerUrl = databaseOwnerUrl ?? databaseUrl ?? "";
  if (!URL.canParse(ownerUrl))
    throw new Problem("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  await (await connect(ownerUrl)).end();
  if (options.isFresh && !options.isSure) {
    const { host, pathname } = new URL(ownerUrl);
    throw new Problem(
      `--fresh would delete all that is in ${pathname.slice(1)} on ${host}: add --yes if that is meant.`,
    );
  }
  if (options.isFresh) await emptyDatabase(ownerUrl);

  if (databaseUrl !== undefined && databaseOwnerUrl !== undefined) {
    await setUpDatabase(ownerUrl, { name: decodeURIComponent(new URL(databaseUrl).username) });
    return { databaseUrl, databaseOwnerUrl };
  }
  const login = { name: loginName(new URL(ownerUrl).pathname.slice(1)), password: options.secrets.appPassword };
  await setUpDatabase(ownerUrl, login);
  return { databaseUrl: addressFor(ownerUrl, login), databaseOwnerUrl: ownerUrl };
}

/** Readies one database on a running server of our own; `isFresh` drops what it held. */
export async function readyLocalDatabase(
  port: number,
  database: string,
  secrets: Secrets,
  isFresh = false,
): Promise<DatabaseAddresses> {
  const superuser = await connect(
    localUrl(port, "postgres", { name: "postgres", password: secrets.superuserPassword }),
  );
  try {
    if (isFresh) await superuser.query(`drop database if exists ${escapeIdentifier(database)} with (force)`);
    await ensureOwnedDatabase(superuser, database, secrets.ownerPassword);
  } finally {
    await superuser.end();
  }
  const databaseOwnerUrl = localUrl(port, database, { name: ownerName, password: secrets.ownerPassword });
  const login = { name: loginName(database), password: secrets.appPassword };
  await setUpDatabase(databaseOwnerUrl, login);
  return { databaseUrl: addressFor(databaseOwnerUrl, login), databaseOwnerUrl };
}

export type ReadyDatabase = DatabaseAddresses & { server: LocalPostgres | null };

/** Starts our own server or takes the outside one, and brings the database to the present schema. */
export async function openDatabase(cleanup: Cleanup, options: DatabaseOptions): Promise<ReadyDatabase> {
  if (options.outside.databaseUrl !== undefined || options.outside.databaseOwnerUrl !== undefined) {
    return { ...(await readyOutsideDatabase(options)), server: null };
  }

  const server = await startLocalPostgres({
    folder: join(options.dataDir, "postgres"),
    superuserPassword: options.secrets.superuserPassword,
    isDurable: true,
    isFresh: options.isFresh,
  });
  await cleanup.add(server.stop);
  return { ...(await readyLocalDatabase(server.port, "portal", options.secrets)), server };
}
