import { afterAll, beforeAll, expect, test } from "vitest";
import { takePoint } from "@/lib/server/limits";
import { openTestDatabase, type TestDatabase } from "./support/open";

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test("a limit whose row somebody holds is not waited for without end, and lets nobody through", async () => {
  await takePoint("cloudFailureByPair", "someone");
  await db.owner.query("begin");
  await db.owner.query("select from rate_limit for update");
  await expect(takePoint("cloudFailureByPair", "someone")).rejects.toMatchObject({
    code: "UNAVAILABLE",
    params: { id: expect.stringMatching(/^[0-9a-f-]{8}$/) },
  });
  await db.owner.query("rollback");
  await takePoint("cloudFailureByPair", "someone");
});
