import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { openRandom } from "@/prisma/seed/random";
import { type Box, startBox } from "../support/box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let box: Box;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  await addRelay(owner);
  box = await startBox();
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
  await box.close();
  await server.close();
  await db.close();
});

const rounds = 120;
/** For a box that answers, however slow the machine: what came too late would come twice. */
const patienceMs = 60_000;
type Failure = Box["answers"][number];
const failures: readonly [Failure, ...Failure[]] = [500, 503, 404, 302, "SILENCE"];

/** What a home's hub has told since it was linked, as it was written down, in order. */
async function told({ hub }: Home): Promise<unknown[]> {
  const { rows } = await owner.query<{ updates: unknown }>(
    "select payload -> 'updates' as updates from outbox where hub_id = $1 and kind = 'hub.update' order by turn, seq",
    [hub.key],
  );
  return rows.map(({ updates }) => updates);
}

test("a box that fails in every way gets all that two hubs tell: none lost, none twice, each hub's in order", async () => {
  const first = await addHome(owner);
  const second = await addHome(owner);
  for (const { hub } of [first, second]) await invite(owner, hub);
  await owner.query("insert into cloud.hub_binding values ($1, $2, 'MASTER', now())", [first.user.id, second.hub.key]);
  await linkBox(server.origin, first.user.email, { url: box.url });
  const { rows } = await owner.query<{ id: string }>("select id from relay.link where user_id = $1", [first.user.id]);
  const linkId = rows[0]?.id ?? "";
  const random = openRandom(7);
  const isOpen = new Map<Home, boolean>();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let round = 0; round < rounds; round++) {
    const home = random.fraction() < 0.5 ? first : second;
    isOpen.set(home, !isOpen.get(home));
    await simVerb(isOpen.get(home) ? "open" : "close", { hubId: home.hub.hubId, deviceId: home.devices.door });
    if (box.answers.length === 0 && random.fraction() < 0.7) box.answers.push(random.pick(failures));
    await pushToBox(linkId, { timeoutMs: box.answers[0] === "SILENCE" ? 50 : patienceMs });
    vi.setSystemTime(realNow().epochMilliseconds + random.pick([500, 5_000, 30_000, 3_600_000]));
  }
  box.answers.length = 0;
  vi.setSystemTime(realNow().epochMilliseconds + 3_600_000);
  await pushToBox(linkId);
  for (const home of [first, second]) {
    const arrived = box.data().filter(({ hubId }) => hubId === home.hub.hubId);
    expect(arrived.map(({ updates }) => updates)).toEqual(await told(home));
  }
  expect(box.data()).toHaveLength(rounds);
  expect(box.seen.calls - box.calls.length, "it has failed often").toBeGreaterThan(20);
  const { rows: links } = await owner.query("select failures, undelivered, last_error from relay.link where id = $1", [
    linkId,
  ]);
  expect(links).toEqual([{ failures: 0, undelivered: 0, last_error: null }]);
});
