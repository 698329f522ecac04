import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";

/** Argon2id, the library's default, at 64 MiB and 3 passes, about 44 ms (RELIABILITY, section 7). */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/**
 * Two hashes at once at most, and always a core left for pages: a hash fills its core, and under a storm of sign-ins every
 * page would wait for both. Beyond fifty waiting the door is closed. Source: RELIABILITY T-13.
 */
const atOnce = Math.max(1, Math.min(2, availableParallelism() - 1));
const longestQueue = 50;

let running = 0;
const waiting: (() => void)[] = [];

/** A place that becomes free goes to whoever waits longest, not to who happens to come by: `running` counts it throughout. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running++;
  else {
    if (waiting.length >= longestQueue) {
      throw new AppError("RATE_LIMITED", { time: realNow().add({ seconds: 10 }).toString() });
    }
    await new Promise<void>((resume) => waiting.push(resume));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** What is hashed: the hub cloud's clients send only the lower-case hex SHA-256 of a password, so both worlds store that. */
export function digestPassword(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/** Hashes a password for storage. Throws RATE_LIMITED when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(digestPassword(password), cost));
}

let strangersHash: Promise<string> | undefined;

/**
 * Compares a password with an account's hash. An unknown account (`null`) is compared with a fixed hash, so that both
 * answers take the same time; the answer is then always no. Throws RATE_LIMITED when too many wait.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  return verifyDigest(stored, digestPassword(password));
}

/** As {@link verifyPassword}, for a client that sends the lower-case hex SHA-256 of the password in its place. */
export async function verifyDigest(stored: string | null, sent: string): Promise<boolean> {
  strangersHash ??= hashPassword("nobody has this password");
  const against = stored ?? (await strangersHash);
  const isRight = await inTurn(() => verify(against, sent));
  return isRight && stored !== null;
}
