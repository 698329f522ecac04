import { createHash, randomUUID } from "node:crypto";
import { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isHeldUp, isStarved } from "./database-errors";
import { log } from "./log";
import { sessionOptions } from "./session-options";

/** Points and seconds of each bucket (RELIABILITY, section 7). They count real time and survive restarts. */
const buckets = {
  loginByAccountAndAddress: { points: 5, duration: 15 * 60 },
  /** One try an interval, once the five of {@link takeLoginPoint} are used. */
  loginPause: { points: 1, duration: 15 * 60 },
  loginByAccount: { points: 20, duration: 60 * 60 },
  loginByAddress: { points: 100, duration: 60 * 60 },
  /** Tries with a right code of the authenticator app, which the buckets above do not stop. */
  loginBySecondFactor: { points: 5, duration: 15 * 60 },
  registerByAddress: { points: 60, duration: 60 * 60 },
  linkByAddress: { points: 120, duration: 60 * 60 },
  /** Forms of the door to My home that were sent, whatever came of them; failures count in the buckets above too. */
  homeSignInByAddress: { points: 300, duration: 60 * 60 },
  confirmMailByAccount: { points: 5, duration: 60 * 60 },
  resetMailByAccount: { points: 3, duration: 60 * 60 },
  codeByAccount: { points: 20, duration: 60 * 60 },
  passwordByAccount: { points: 10, duration: 15 * 60 },
  securityMailByAccount: { points: 10, duration: 60 * 60 },
  exportByAccount: { points: 5, duration: 60 * 60 },
  additionByCompany: { points: 50, duration: 24 * 60 * 60 },
  unknownAddressByCompany: { points: 10, duration: 60 * 60 },
  /** One point for a company and an address: within the hour it counts as unknown once. */
  unknownAddressSeen: { points: 1, duration: 60 * 60 },
  resendByInvitation: { points: 5, duration: 60 * 60 },
  companyCodeByAccount: { points: 10, duration: 60 * 60 },
  requestByCompany: { points: 20, duration: 24 * 60 * 60 },
  shareByCompany: { points: 100, duration: 24 * 60 * 60 },
  moveByCompany: { points: 100, duration: 24 * 60 * 60 },
  messageByCompany: { points: 200, duration: 24 * 60 * 60 },
  actionByAccount: { points: 240, duration: 60 },
  hubInvitationByUser: { points: 50, duration: 24 * 60 * 60 },
  /** Failures of sign-ins to the hub cloud, beside the slow buckets above (INTEGRATION, section 5). */
  cloudFailureByPair: { points: 5, duration: 60 },
  cloudLoginByAccount: { points: 30, duration: 60 },
  cloudRefreshByUser: { points: 30, duration: 60 },
  /** Streams begun, and answers of their fallback. */
  liveByAccount: { points: 240, duration: 60 },
} as const;

export type Bucket = keyof typeof buckets;

const longestKey = 100;

/** A long key counts by its hash: the table holds 255 characters, an address alone may have 254. */
function fitted(key: string): string {
  return key.length <= longestKey ? key : createHash("sha256").update(key).digest("hex");
}

let pool: Pool | undefined;
const limiters = new Map<Bucket, RateLimiterPostgres>();

/** A connection that is lost while nobody uses it is made anew when somebody does; unheard, its error ends the process. */
function openPool(): Pool {
  const made = new Pool({
    connectionString: env().databaseUrl,
    options: sessionOptions,
    max: 3,
    connectionTimeoutMillis: env().databaseWaitMs,
  });
  const note = (error: Error) => log().warn({ err: error }, "A connection of the limits was lost");
  made.on("error", note);
  made.on("connect", (client) => client.on("error", note));
  return made;
}

function limiterOf(bucket: Bucket): RateLimiterPostgres {
  pool ??= openPool();
  const known = limiters.get(bucket);
  if (known) return known;

  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: "pool",
    tableName: "rate_limit",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: bucket,
    ...buckets[bucket],
  });
  limiters.set(bucket, limiter);
  return limiter;
}

/** Takes one point from a bucket in one atomic statement. Throws RATE_LIMITED with the time to try again, and UNAVAILABLE. */
export async function takePoint(bucket: Bucket, key: string): Promise<void> {
  await consume(bucket, key);
}

const longestPauseSeconds = 15 * 60;

/**
 * Takes a point for one try to sign in, of an account from one address: after five, each further try waits twice as
 * long as the one before, from 2 s up to 15 min. Throws RATE_LIMITED with the time to try again.
 */
export async function takeLoginPoint(pair: string): Promise<void> {
  const taken = await answered(limiterOf("loginByAccountAndAddress").consume(fitted(pair))).catch((error: unknown) => {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  });
  const surplus = taken.consumedPoints - buckets.loginByAccountAndAddress.points + 1;
  if (surplus > 0) await consume("loginPause", pair, Math.min(longestPauseSeconds, 2 ** Math.min(surplus, 10)));
}

/** Gives both buckets of {@link takeLoginPoint} back after a success. */
export async function clearLoginPoints(pair: string): Promise<void> {
  await Promise.all([clearPoints("loginByAccountAndAddress", pair), clearPoints("loginPause", pair)]);
}

async function consume(bucket: Bucket, key: string, seconds?: number): Promise<void> {
  try {
    await answered(limiterOf(bucket).consume(fitted(key), 1, seconds ? { customDuration: seconds } : {}));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const time = realNow().add({ milliseconds: Math.max(1_000, error.msBeforeNext) });
    throw new AppError("RATE_LIMITED", { time: time.toString() });
  }
}

/** Without its bucket nothing is let through; whoever asks comes again. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!isStarved(error) && !isHeldUp(error)) throw error;
    const id = randomUUID().slice(0, 8);
    log().warn({ err: error, reference: id }, "The limits were not to be asked in time");
    throw new AppError("UNAVAILABLE", { id });
  }
}

/** Gives a bucket back after a success, so that only failures count. */
export async function clearPoints(bucket: Bucket, key: string): Promise<void> {
  await answered(limiterOf(bucket).delete(fitted(key)));
}

/** Returns the point a success took, so that a bucket shared by many people counts failures only. */
export async function givePointBack(bucket: Bucket, key: string): Promise<void> {
  await answered(limiterOf(bucket).reward(fitted(key)));
}

/** Gives the limiter's connections back, when a process ends or a test's database goes. */
export async function closeLimits(): Promise<void> {
  await pool?.end();
  pool = undefined;
  limiters.clear();
}
