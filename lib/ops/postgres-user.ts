import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { dirname, resolve } from "node:path";
import { Problem } from "./command";

/** The account a server runs under: ids to switch to when we are root, nothing for an ordinary user. */
export type ServerAccount = { uid: number; gid: number } | Record<string, never>;

const accountName = "postgres";

function lookUp(): ServerAccount | null {
  const ids = ["-u", "-g"].map((flag) => spawnSync("id", [flag, accountName], { encoding: "utf8" }));
  if (ids.some((result) => result.status !== 0)) return null;
  const [uid, gid] = ids.map((result) => Number(result.stdout));
  return uid === undefined || gid === undefined ? null : { uid, gid };
}

/**
 * Returns the account for a PostgreSQL server, which refuses to run as root: root gets the system user `postgres`,
 * made if there is none. Throws a Problem where it cannot be made.
 */
export function serverAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return {};

  const existing = lookUp();
  if (existing) return existing;
  spawnSync("groupadd", ["--system", accountName]);
  spawnSync("useradd", [
    "--system",
    "--no-create-home",
    "--gid",
    accountName,
    "--shell",
    "/usr/sbin/nologin",
    accountName,
  ]);
  const made = lookUp();
  if (made) return made;
  throw new Problem(
    `PostgreSQL refuses to run as root and the system user ${accountName} could not be made: ` +
      "run the command as an ordinary user, or set DATABASE_URL to a database of your own.",
  );
}

function mayEnter(folder: string, account: ServerAccount): boolean {
  if (!("uid" in account)) {
    try {
      accessSync(folder, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  return spawnSync("test", ["-x", folder], { uid: account.uid, gid: account.gid, cwd: "/" }).status === 0;
}

/** Returns the first folder on the way to `path` (itself included) that the account may not enter, or null. */
export function findClosedFolder(path: string, account: ServerAccount): string | null {
  const folders: string[] = [];
  for (let folder = resolve(path); folder !== dirname(folder); folder = dirname(folder)) folders.unshift(folder);
  return folders.find((folder) => !mayEnter(folder, account)) ?? null;
}
