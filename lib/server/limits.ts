import { Pool } from "pg";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Points and seconds of each bucket (RELIABILITY, section 7). They count real time and survive restarts. */
const buckets = {
  loginByAccountAndAddress: { points: 5, duration: 15 * 60 },
  loginByAccount: { points: 20, duration: 60 * 60 },
  loginByAddress: { points: 100, duration: 60 * 60 },
  exportByAccount: { points: 5, duration: 60 * 60 },
  actionByAccount: { points: 240, duration: 60 },
} as const;

export type Bucket = keyof typeof buckets;

let pool: Pool | undefined;
const limiters = new Map<Bucket, RateLimiterPostgres>();

function limiterOf(bucket: Bucket): RateLimiterPostgres {
  pool ??= new Pool({ connectionString: env().databaseUrl, max: 3 });
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

/** Takes one point from a bucket in one atomic statement. Throws RATE_LIMITED with the time to try again. */
export async function takePoint(bucket: Bucket, key: string): Promise<void> {
  try {
    await limiterOf(bucket).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const time = realNow().add({ milliseconds: Math.max(1_000, error.msBeforeNext) });
    throw new AppError("RATE_LIMITED", { time: time.toString() });
  }
}

/** Gives a bucket back after a success, so that only failures count. */
export async function clearPoints(bucket: Bucket, key: string): Promise<void> {
  await limiterOf(bucket).delete(key);
}

/** Returns the point a success took, so that a bucket shared by many people counts failures only. */
export async function givePointBack(bucket: Bucket, key: string): Promise<void> {
  await limiterOf(bucket).reward(key);
}

/** Gives the limiter's connections back, when a process ends or a test's database goes. */
export async function closeLimits(): Promise<void> {
  await pool?.end();
  pool = undefined;
  limiters.clear();
}
