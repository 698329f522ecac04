import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hubCounts } from "@/prisma/seed/hub-states";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { openTestDatabase, type TestDatabase } from "@/tests/database/support/open";
import { countStates, readHubs } from "./hub-states-now";

const seed = 7;

describe.each([
  ["the middle of a month", "2026-11-24T15:00:00Z"],
  ["the first minute of a month in Kyiv", "2026-10-31T22:00:30Z"],
])("the demo world in %s", (_name, endsAt) => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase();
    await seedWorld({ endsAt: Temporal.Instant.from(endsAt), seed });
  });
  afterAll(() => db.close());

  it("has as many hubs in each state as the product's table", async () => {
    expect(countStates(await readHubs(db.owner), endsAt)).toEqual(hubCounts);
  });
});
