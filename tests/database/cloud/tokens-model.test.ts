import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { realNow, toDate } from "@/lib/clock";
import { inSystemTransaction } from "@/lib/server/context";
import { mintPair, refreshEnd } from "@/lib/server/services/home/mint-pair";
import { proveToken } from "@/lib/server/services/home/prove-token";
import { refreshSession } from "@/lib/server/services/home/refresh-session";
import { revokePairs } from "@/lib/server/store/cloud/sessions";
import { openRandom, type Random } from "@/prisma/seed/random";
import { addKey } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let keys: [string, string];
let keyIds: [string, string];
const sequences = 1_000;
const stepsAtMost = 14;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  keys = [await addKey(owner), await addKey(owner)];
});
afterAll(async () => {
  vi.useRealTimers();
  await db.close();
});

/** One pair as the contract tells of it; `from` is the pair it followed. */
type Pair = {
  access: string;
  refresh: string;
  bornMs: number;
  from: number | null;
  isUsed: boolean;
  spentMs: number | null;
  isReplaced: boolean;
};

const secondMs = 1_000;
const hourMs = 3_600 * secondMs;

/** The contract by its own words, in the plainest form: what an access or a refresh token is worth. */
class Contract {
  readonly pairs: Pair[] = [];
  isEnded = false;

  add(tokens: { sessionToken: string; refreshToken: string }, from: number | null): void {
    const { sessionToken: access, refreshToken: refresh } = tokens;
    const bornMs = realNow().epochMilliseconds;
    this.pairs.push({ access, refresh, bornMs, from, isUsed: false, spentMs: null, isReplaced: false });
  }

  opens(index: number, isOwnKey: boolean): boolean {
    const pair = this.pairs[index];
    const nowMs = realNow().epochMilliseconds;
    if (!pair || this.isEnded || pair.isReplaced || !isOwnKey || nowMs >= pair.bornMs + 2 * hourMs) return false;
    if (pair.spentMs !== null && nowMs >= pair.spentMs + 60 * secondMs) return false;
    pair.isUsed = true;
    return true;
  }

  buys(index: number, isOwnKey: boolean): boolean {
    const pair = this.pairs[index];
    const nowMs = realNow().epochMilliseconds;
    if (!pair || this.isEnded || pair.isReplaced || !isOwnKey || nowMs >= pair.bornMs + 7 * 24 * hourMs) return false;
    if (pair.spentMs === null) {
      pair.spentMs = nowMs;
      return true;
    }
    const next = this.pairs.find((each) => each.from === index && !each.isReplaced);
    if (next && !next.isUsed && next.spentMs === null) {
      next.isReplaced = true;
      return true;
    }
    this.isEnded = true;
    return false;
  }
}

async function begin(): Promise<{ userId: string; contract: Contract }> {
  const userId = randomUUID();
  await owner.query(
    `insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at) values ($1, $2, 'A', '', 'none', now())`,
    [userId, `${userId}@home.example`],
  );
  const now = realNow();
  const place = {
    userId,
    keyId: keyIds[0],
    linkId: null,
    predecessor: null,
    refreshExpiresAt: refreshEnd(now, { isStrong: false }),
  };
  const contract = new Contract();
  contract.add(await inSystemTransaction((tx) => mintPair(tx, { ...place, now })), null);
  return { userId, contract };
}

async function keyIdOf(key: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>("select id from cloud.api_key where key_hash = $1", [
    hashToken(key),
  ]);
  return rows[0]?.id ?? "";
}

async function isGiven<T>(work: () => Promise<T>): Promise<T | null> {
  return work().catch((error: unknown) => {
    if (error instanceof Error && error.message === "UNAUTHENTICATED") return null;
    throw error;
  });
}

const waits = [0, 5 * secondMs, 59 * secondMs, 61 * secondMs, 90 * 60 * secondMs, 3 * 24 * hourMs] as const;

/** One sequence under way: whose, what the contract says of it, and what was done so far. */
type Sequence = { seed: number; random: Random; userId: string; contract: Contract; done: string[] };

async function showRefresh({ seed, random, userId, contract, done }: Sequence, index: number): Promise<boolean> {
  const isOwnKey = random.fraction() > 0.1;
  done.push(`refresh ${index} ${isOwnKey}`);
  const token = { userId, refreshToken: contract.pairs[index]?.refresh ?? "", keyId: keyIds[isOwnKey ? 0 : 1] };
  const given = await isGiven(() => refreshSession(token));
  expect(given !== null, `seed ${seed}: ${done.join(", ")}`).toBe(contract.buys(index, isOwnKey));
  if (given) contract.add(given, index);
  return given !== null;
}

async function showAccess({ seed, random, contract, done }: Sequence, index: number): Promise<void> {
  const isOwnKey = random.fraction() > 0.1;
  done.push(`use ${index} ${isOwnKey}`);
  const token = contract.pairs[index]?.access ?? "";
  const given = await isGiven(() => proveToken({ token, key: keys[isOwnKey ? 0 : 1] }));
  expect(given !== null, `seed ${seed}: ${done.join(", ")}`).toBe(contract.opens(index, isOwnKey));
}

async function signOut({ userId, contract, done }: Sequence): Promise<void> {
  done.push("sign out");
  const at = toDate(realNow());
  await inSystemTransaction((tx) => revokePairs(tx, { userId }, { reason: "SIGNED_OUT", at }));
  contract.isEnded = true;
}

/** Does one thing with one of the last pairs, after some time. Returns whether a refresh gave a pair. */
async function step(sequence: Sequence): Promise<boolean> {
  const { random, contract } = sequence;
  vi.setSystemTime(realNow().epochMilliseconds + random.pick(waits));
  const back = random.fraction() < 0.6 ? 0 : random.whole(0, 2);
  const index = Math.max(0, contract.pairs.length - 1 - back);
  const what = random.fraction();
  if (what < 0.5) return showRefresh(sequence, index);
  await (what < 0.97 ? showAccess(sequence, index) : signOut(sequence));
  return false;
}

test(`tokens are worth what the contract says, through ${sequences} sequences of use, refresh, repeat, loss, wrong keys and time`, async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  keyIds = [await keyIdOf(keys[0]), await keyIdOf(keys[1])];
  let refreshes = 0;
  let endings = 0;
  for (let seed = 1; seed <= sequences; seed++) {
    const random = openRandom(seed);
    const sequence = { seed, random, ...(await begin()), done: [] };
    for (let left = random.whole(3, stepsAtMost); left > 0; left--) refreshes += (await step(sequence)) ? 1 : 0;
    endings += sequence.contract.isEnded ? 1 : 0;
  }
  expect(refreshes).toBeGreaterThan(1_000);
  expect(endings).toBeGreaterThan(100);
});
