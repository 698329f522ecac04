import { afterAll, beforeAll, expect, test } from "vitest";
import { removeStaleUpdates } from "@/lib/server/services/hubs/remove-stale-updates";
import { addHome, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";

let db: TestDatabase;
let home: Home;

beforeAll(async () => {
  db = await openTestDatabase();
  home = await addHome(db.owner);
});
afterAll(() => db.close());

/** What the hub has told, by kind. */
async function told(): Promise<Record<string, number>> {
  const { rows } = await db.owner.query<{ kind: string; count: number }>(
    `select kind, count(*)::int as count from outbox o join hub h on h.id = o.hub_id
     where h.hub_id = $1 group by kind`,
    [home.hub.hubId],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** Lets everything that the hub has told so far be so many seconds younger or, below zero, older than two days. */
async function age(secondsYounger: number): Promise<void> {
  await db.owner.query(
    `update outbox o set recorded_at = now() - interval '48 hours' + make_interval(secs => $2)
     from hub h where h.id = o.hub_id and h.hub_id = $1`,
    [home.hub.hubId, secondsYounger],
  );
}

test("updates go two days after they were told, events stay", async () => {
  const door = { hubId: home.hub.hubId, deviceId: home.devices.door };
  await simVerb("tamper", door);
  const before = await told();
  expect(before).toMatchObject({ "hub.event": 1, "hub.update": expect.any(Number) });

  await age(60);
  expect(await removeStaleUpdates()).toBe(0);
  expect(await told()).toEqual(before);

  await age(-5);
  await simVerb("open", door);
  expect(await removeStaleUpdates()).toBe(before["hub.update"]);
  expect(await told()).toMatchObject({ "hub.event": before["hub.event"], "hub.update": 1 });
});
