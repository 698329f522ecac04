import pino from "pino";
import { env } from "@/lib/env";

let logger: pino.Logger | undefined;

/** Returns the process's log: one JSON line an entry, secrets removed, control characters escaped. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().logLevel,
    redact: ["password", "*.password", "cookie", "*.cookie", "authorization", "*.authorization", "sid", "*.sid"],
  });
  return logger;
}
