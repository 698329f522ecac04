import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findClosedFolder, serverAccount } from "./postgres-user";

/**
 * Returns where a throw-away server may keep its data: at `wanted`, or in the system's folder for temporary files when
 * the server's user may not enter the clone. The same clone gets the same place each time.
 */
export function disposableFolder(wanted: string): string {
  mkdirSync(dirname(wanted), { recursive: true });
  if (findClosedFolder(dirname(wanted), serverAccount()) === null) return wanted;
  const mark = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  return join(tmpdir(), `partner-portal-${mark}`);
}
