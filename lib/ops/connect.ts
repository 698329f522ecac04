import { Client } from "pg";
import { Problem } from "./command";

const oldestVersion = 150_000;

const reasons: Record<string, string> = {
  ECONNREFUSED: "nothing listens there; start the server or correct host and port",
  ENOTFOUND: "the host is unknown; correct its name",
  EAI_AGAIN: "the host is unknown; correct its name",
  ETIMEDOUT: "the host does not answer; correct host and port or open the firewall",
  "28P01": "the password is wrong; correct user and password",
  "28000": "the server refuses this user; correct user and password or the server's pg_hba.conf",
  "3D000": "the database does not exist; create it or correct its name",
  "42501": "this user may not connect; give it the right or take another user",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Names a database without its password. */
function nameOf(url: string): string {
  const { username, host, pathname } = new URL(url);
  return `${pathname.slice(1)} on ${host || "localhost"} as ${username}`;
}

/**
 * Opens one connection. Throws a Problem that names the variable, the database and the fix when the server refuses,
 * and when it is older than PostgreSQL 15. The caller ends the connection.
 */
export async function connect(url: string, variable = "DATABASE_URL"): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    if ((rows[0]?.version ?? 0) < oldestVersion)
      throw new Problem(`${variable} must name a PostgreSQL of version 15 or newer.`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof Problem) throw error;
    const reason = reasons[codeOf(error)] ?? (error instanceof Error ? error.message : "no reason was given");
    throw new Problem(`The database refuses (${variable}: ${nameOf(url)}): ${reason}.`);
  }
}
