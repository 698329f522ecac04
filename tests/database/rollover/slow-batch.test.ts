import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "@/lib/server/context";
import { type Ending, endInHalves } from "@/lib/server/services/rollover/end-in-halves";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

/** A machine so slow that a batch of more than `most` runs into its time limit. Remembers the sizes it was asked for. */
function slowEnding(due: number, most: number): { ending: Ending; asked: number[] } {
  const asked: number[] = [];
  let left = due;
  const endBatch = async (tx: Transaction, limit: number) => {
    asked.push(limit);
    if (limit > most) {
      await tx.$executeRaw`set local statement_timeout = 50`;
      await tx.$executeRaw`select pg_sleep(30)`;
    }
    const ended = Math.min(limit, left);
    left -= ended;
    return ended;
  };
  return { ending: { endBatch, lockFirst: async () => null, setAside: async () => undefined }, asked };
}

test("batches that run out of time are halved, and stay as small for the rest", async () => {
  const { ending, asked } = slowEnding(1_300, 600);
  expect(await endInHalves(ending)).toBe(1_300);
  expect(asked).toEqual([2_000, 1_000, 500, 500, 500, 500]);
});

test("where even a small batch has no time, the fault is told", async () => {
  const { ending } = slowEnding(1_300, 10);
  await expect(endInHalves(ending)).rejects.toThrow("statement timeout");
});
