import { type Client, escapeIdentifier, escapeLiteral } from "pg";
import { env } from "@/lib/env";
import { Problem, say } from "./command";
import { connect } from "./connect";
import { applyMigrations } from "./migrate";

/** The group that the migrations grant their rights to. */
const rightsGroup = "portal_app";

export type Login = { name: string; password: string };

/** Time limits of the app's login: a command that waits longer gives its locks back. */
const loginSettings = {
  statement_timeout: "5s",
  lock_timeout: "3s",
  idle_in_transaction_session_timeout: "10s",
};

/** Makes the app's login, or gives the one of that name this password; it owns nothing and creates nothing. */
async function ensureLogin(client: Client, login: Login): Promise<void> {
  const name = escapeIdentifier(login.name);
  const { rows } = await client.query<{ database: string; exists: boolean }>(
    "select current_database() as database, exists (select from pg_roles where rolname = $1) as exists",
    [login.name],
  );
  const database = escapeIdentifier(rows[0]?.database ?? "");
  await client.query(
    `${rows[0]?.exists ? "alter" : "create"} role ${name} with login password ${escapeLiteral(login.password)}`,
  );
  await client.query(`grant connect on database ${database} to ${name}`);
  await client.query(`revoke temporary on database ${database} from public`);
  for (const [setting, value] of Object.entries(loginSettings)) {
    await client.query(`alter role ${name} in database ${database} set ${setting} = ${escapeLiteral(value)}`);
  }
}

/** Gives a login the rights of the app. Throws a Problem when the owner may not grant them. */
async function grantRights(client: Client, loginName: string): Promise<void> {
  const member = await client.query("select from pg_roles where rolname = $1 and pg_has_role(oid, $2, 'member')", [
    loginName,
    rightsGroup,
  ]);
  if (member.rowCount !== 0) return;

  try {
    await client.query(`grant ${rightsGroup} to ${escapeIdentifier(loginName)}`);
  } catch {
    throw new Problem(
      `${loginName} lacks the rights of the portal: run GRANT ${rightsGroup} TO ${loginName} as superuser.`,
    );
  }
}

/**
 * Migrates a database and readies the app's login for it. Starters that come together wait for each other.
 * Returns the names of the new migrations. A login without `password` exists already and only gets its rights.
 */
export async function setUpDatabase(ownerUrl: string, login: Login | { name: string }): Promise<string[]> {
  const client = await connect(ownerUrl, "DATABASE_OWNER_URL");
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended('portal set-up', 0))");
    const applied = await applyMigrations(ownerUrl);
    if ("password" in login) await ensureLogin(client, login);
    await grantRights(client, login.name);
    await client.query("commit");
    return applied;
  } finally {
    await client.end();
  }
}

/** Returns the app's own address of the database that `ownerUrl` names. */
export function addressFor(ownerUrl: string, login: Login): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(login.name);
  url.password = encodeURIComponent(login.password);
  return url.href;
}

/** Sets up the database of the environment before a deploy: owner and login exist, migrations and rights follow. */
export async function main(): Promise<number> {
  const { databaseUrl, databaseOwnerUrl } = env();
  const login = decodeURIComponent(new URL(databaseUrl).username);
  const applied = await setUpDatabase(databaseOwnerUrl ?? databaseUrl, { name: login });
  say(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  return 0;
}
