import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const secretsSchema = z.object({
  superuserPassword: z.string(),
  ownerPassword: z.string(),
  appPassword: z.string(),
  authSecret: z.string(),
  serverActionsKey: z.string(),
});

/** What a local portal must keep to itself and find again at its next start. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the secrets kept in `dataDir`; makes them, 256 random bits each and readable by their owner alone, at the first call. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, "utf8")));

  const random = (encoding: "hex" | "base64") => randomBytes(32).toString(encoding);
  const secrets: Secrets = {
    superuserPassword: random("hex"),
    ownerPassword: random("hex"),
    appPassword: random("hex"),
    authSecret: random("hex"),
    serverActionsKey: random("base64"),
  };
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    // The database's own user has to pass through, whatever the umask; it cannot list what is here.
    chmodSync(dataDir, 0o711);
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
