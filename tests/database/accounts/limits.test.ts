import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeLimits, takePoint } from "@/lib/server/limits";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.close());

/** Tries `tries` times at once and counts how often it was let through; whoever is not, is told when to come back. */
async function countPassing(key: string, tries: number): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: tries }, () => takePoint("companyCodeByAccount", key)));
  const refused = results.filter((result) => result.status === "rejected").map((result) => result.reason);
  for (const reason of refused) {
    expect(reason).toMatchObject({ code: "RATE_LIMITED", params: { time: expect.stringMatching(/^\d{4}-.*Z$/) } });
  }
  return tries - refused.length;
}

test("of 200 tries at once on a limit of ten, exactly ten pass, in each of twenty buckets (RELIABILITY I-20)", async () => {
  for (let bucket = 0; bucket < 20; bucket++) expect(await countPassing(randomUUID(), 200)).toBe(10);
});

test("a limit outlives the process that counted", async () => {
  const key = randomUUID();
  expect(await countPassing(key, 10)).toBe(10);
  await closeLimits();
  expect(await countPassing(key, 5)).toBe(0);
});

test("keys too long for the table count by their hash, each for itself", async () => {
  const long = "a".repeat(300);
  expect(await countPassing(`${long}1`, 12)).toBe(10);
  expect(await countPassing(`${long}2`, 12)).toBe(10);
});
