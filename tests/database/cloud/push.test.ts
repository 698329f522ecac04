import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { pushUntil } from "@/lib/jobs/loops/push-loop";
import { inSystemTransaction } from "@/lib/server/context";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { changeHomePassword } from "@/lib/server/services/home/change-home-password";
import { loseHub, unlinkBox } from "@/lib/server/services/home/end-access";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { driveHomes } from "@/lib/server/services/simulation/drive-homes";
import { driveSimulator } from "@/lib/server/services/simulation/drive-simulator";
import { countLinks } from "@/lib/server/store/fleet-panel";
import { type Box, startBox } from "../support/box";
import { callBox, linkBox, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { openStream } from "../support/cloud-stream";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let box: Box;
let tokens: Tokens;

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  await addRelay(owner);
});
beforeEach(async () => {
  home = await addHome(owner);
  box = await startBox();
  await invite(owner, home.hub);
  const { body } = await linkBox(server.origin, home.user.email, { url: `${box.url}/home/` });
  tokens = (body as { body: Tokens }).body;
});
afterEach(async () => {
  vi.useRealTimers();
  await box.close();
});
afterAll(async () => {
  await closeUserStreams();
  await server.close();
  await db.close();
});

const driver = { accountId: null, name: "Simulator", requestId: "" };
const door = (isOver: boolean) =>
  driveSimulator(driver, {
    verb: "open",
    hubId: home.hub.hubId,
    deviceId: home.devices.door,
    act: { kind: "DEVICE", feel: { what: "CONDITION", condition: "OPENING", isOver } },
  });

type LinkState = {
  id: string;
  failures: number;
  undelivered: number;
  error: string | null;
  waits: number | null;
  pushed: boolean;
};

async function link(): Promise<LinkState> {
  const { rows } = await owner.query<LinkState & { next: Date | null }>(
    `select id, failures, undelivered, last_error as error, last_push_at is not null as pushed, next_try_at as next
     from relay.link where user_id = $1`,
    [home.user.id],
  );
  const [row] = rows;
  if (!row) throw new Error("The home has no link.");
  const waits = row.next && Math.round((row.next.getTime() - realNow().epochMilliseconds) / 1_000);
  return { ...row, waits };
}

const push = async () => pushToBox((await link()).id);
const reeds = () => box.data().map(({ updates }) => (updates as { reedClosed?: number }).reedClosed);

describe("a push to a home box", () => {
  test("brings key and entries to the box's script, below whatever path it has", async () => {
    await door(false);
    await push();
    expect(box.calls).toEqual([
      {
        path: "/home/plugins/ajaxSystem/core/php/jeeAjaxSystem.php",
        apikey: "box-key",
        data: [
          {
            id: home.devices.door,
            userId: home.user.id,
            hubId: home.hub.hubId,
            type: "DOOR_PROTECT",
            updates: { reedClosed: 0 },
          },
        ],
      },
    ]);
    expect(await link()).toMatchObject({ failures: 0, error: null, pushed: true });
    await push();
    expect(box.calls).toHaveLength(1);
  });

  test("is counted for the platform while it waits for its next try, and as a link alone once it has come", async () => {
    const figures = () => inSystemTransaction(countLinks);
    const before = await figures();
    await door(false);
    box.answers.push(500);
    await push();
    expect(await figures()).toEqual({ ...before, waiting: before.waiting + 1, failing: before.failing + 1 });
    vi.useFakeTimers({ toFake: ["Date"], now: realNow().epochMilliseconds + 1_000 });
    await push();
    expect(await figures()).toEqual(before);
    await unlinkBox(home.user.id, (await link()).id);
    expect(await figures()).toEqual({ ...before, links: before.links - 1 });
  });

  test("brings fifty at a time, in order", async () => {
    for (let round = 0; round < 60; round++) {
      await door(false);
      await door(true);
    }
    await push();
    expect(box.calls.map(({ data }) => data.length)).toEqual([50, 50, 20]);
    expect(reeds()).toEqual(Array.from({ length: 120 }, (_, index) => index % 2));
  });

  test.each([[500], [404], [302]])(
    "counts the answer %d as none, follows nothing, and repeats by plan: nothing is lost",
    async (status) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      await door(false);
      await door(true);
      box.answers.push(status, status, status, status, status);
      for (const seconds of [1, 5, 30, 120, 3_600]) {
        await push();
        expect(await link()).toMatchObject({ waits: seconds, error: `The box answered with status ${status}.` });
        await push();
        expect((await link()).waits, "it is not tried before its time").toBe(seconds);
        vi.setSystemTime(realNow().epochMilliseconds + seconds * 1_000);
      }
      await push();
      expect(reeds()).toEqual([0, 1]);
      expect(await link()).toMatchObject({ failures: 0, error: null, undelivered: 0, waits: null });
      const { rows } = await owner.query(
        "select status, entries from relay.push_attempt where link_id = $1 order by id",
        [(await link()).id],
      );
      expect(rows).toEqual([...Array(5).fill({ status, entries: 2 }), { status: 200, entries: 2 }]);
    },
  );

  test("gives entries up after a day, shows that, and brings what comes after", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await door(false);
    box.answers.push(500, 500);
    await push();
    vi.setSystemTime(realNow().epochMilliseconds + 24 * 3_600_000);
    await push();
    expect(await link()).toMatchObject({ failures: 0, undelivered: 1, error: "The box answered with status 500." });
    await door(true);
    await push();
    expect(reeds()).toEqual([1]);
  });

  test("fails as often as the simulator says, and then arrives", async () => {
    await driveHomes(driver, { verb: "push-fail", email: home.user.email, times: 1 });
    await door(false);
    await push();
    expect(await link()).toMatchObject({ failures: 1, error: "The simulator let this push fail." });
    await owner.query("update relay.link set next_try_at = now() - interval '1 second'");
    await push();
    expect(reeds()).toEqual([0]);
  });

  test("statement 8 and statement 10: comes only while the reporting invitation is pending; what was told without it never comes", async () => {
    await driveHomes(driver, { verb: "uninvite", hubId: home.hub.hubId, email: null });
    await door(false);
    await push();
    await driveHomes(driver, { verb: "invite", hubId: home.hub.hubId, email: null });
    await door(true);
    await push();
    expect(reeds()).toEqual([1]);
    const read = await callBox(server.origin, `/user/${tokens.userId}/hubs`, { token: tokens.sessionToken });
    expect(read.body).toMatchObject({ body: expect.any(Array) });
  });

  test("is made by the worker as soon as the hub tells something", async () => {
    const stop = new AbortController();
    const run = pushUntil(stop.signal);
    try {
      const listeners =
        "select from pg_stat_activity where application_name = 'portal_live' and datname = current_database()";
      await waitUntil("the worker listens", async () => (await owner.query(listeners)).rowCount === 1);
      await door(false);
      await waitUntil("the first push has come", async () => box.calls.length === 1);
      await door(true);
      await waitUntil("the second push has come", async () => box.calls.length === 2);
      expect(reeds()).toEqual([0, 1]);
    } finally {
      stop.abort();
      await run;
    }
  });
});

describe("what ends a link", () => {
  test.each([
    ["unlinking it", async () => unlinkBox(home.user.id, (await link()).id)],
    ["unlinking it in the simulator", () => driveHomes(driver, { verb: "unlink", email: home.user.email })],
    ["a new password", () => changeHomePassword(home.user.id, "another-long-password")],
    [
      "the loss of the hub",
      () => inSystemTransaction((tx) => loseHub(tx, { userId: home.user.id, hubKey: home.hub.key })),
    ],
  ])("statement 17: it ends with %s: no stream, no push and no token any more", async (_, act) => {
    const headers = { "x-session-token": tokens.sessionToken };
    const stream = await openStream(`${server.origin}/connect/events?userId=${tokens.userId}`, headers);
    expect(stream.status).toBe(200);
    await act();
    await stream.ended;
    await door(false);
    await push();
    expect(box.calls).toEqual([]);
    const read = await callBox(server.origin, `/user/${tokens.userId}/hubs`, { token: tokens.sessionToken });
    expect(read.body).toEqual({ error: expect.any(String) });
    const { userId, refreshToken } = tokens;
    const refreshed = await callBox(server.origin, "/refresh", { method: "POST", body: { userId, refreshToken } });
    expect(refreshed.body).toEqual({ error: expect.any(String) });
  });

  test("refuses to unlink what is another's or gone", async () => {
    const other = await addHome(owner);
    expect(await unlinkBox(other.user.id, (await link()).id)).toEqual({ ok: false, refusal: "LINK_GONE" });
    await unlinkBox(home.user.id, (await link()).id);
    expect(await unlinkBox(home.user.id, (await link()).id)).toEqual({ ok: false, refusal: "LINK_GONE" });
  });
});
