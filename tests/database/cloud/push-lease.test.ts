import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pushUntil } from "@/lib/jobs/loops/push-loop";
import { type PushTimes, pushToBox } from "@/lib/server/services/home/push-to-box";
import { type Box, startBox } from "../support/box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home, invite } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";
import { waitUntil } from "../support/wait-until";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let home: Home;
let box: Box;
let linkId: string;

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
  linkId = await addLink(box);
});
afterEach(() => box.close());
afterAll(async () => {
  await server.close();
  await db.close();
});

const door = (verb: "open" | "close") => simVerb(verb, { hubId: home.hub.hubId, deviceId: home.devices.door });
const reeds = () => box.data().map(({ updates }) => (updates as { reedClosed?: number }).reedClosed);

async function addLink({ url }: Box): Promise<string> {
  await linkBox(server.origin, home.user.email, { url });
  const { rows } = await owner.query<{ id: string }>("select id from relay.link where url = $1", [url]);
  if (!rows[0]) throw new Error("The box is not linked.");
  return rows[0].id;
}

async function state(): Promise<Record<string, unknown>> {
  const { rows } = await owner.query(
    `select place, state, failures, undelivered, last_error as error, next_try_at is not null as "isWaiting",
       (select count(*)::int from relay.push_attempt a where a.link_id = l.id) as tries
     from relay.link l where id = $1`,
    [linkId],
  );
  return rows[0] ?? {};
}

const attempts = async () =>
  (await owner.query("select status, entries from relay.push_attempt where link_id = $1 order by id", [linkId])).rows;

const came = (calls: number) => waitUntil(`call ${calls} has come`, async () => box.seen.calls === calls);

/** Runs the worker's loop while `work` goes on. */
async function whilePushing(work: () => Promise<void>, times: PushTimes = {}): Promise<void> {
  const stop = new AbortController();
  const run = pushUntil(stop.signal, times);
  const listeners =
    "select from pg_stat_activity where application_name = 'portal_live' and datname = current_database()";
  try {
    await waitUntil("the worker listens", async () => (await owner.query(listeners)).rowCount === 1);
    await work();
  } finally {
    stop.abort();
    await run;
  }
}

describe("the lease of a link", () => {
  test("a box that takes its time is not called again meanwhile; what was told since follows in order", async () => {
    const other = await startBox();
    await addLink(other);
    const answer = Promise.withResolvers<number>();
    box.answers.push(answer.promise);
    await whilePushing(async () => {
      await door("open");
      await came(1);
      await door("close");
      await waitUntil("another box has both facts", async () => other.data().length === 2);
      expect(box.seen).toEqual({ calls: 1, mostAtOnce: 1 });
      answer.resolve(200);
      await waitUntil("this one has both as well", async () => box.data().length === 2);
    });
    await other.close();
    expect(box.seen).toEqual({ calls: 2, mostAtOnce: 1 });
    expect(reeds()).toEqual([0, 1]);
    expect(await attempts()).toEqual(Array(2).fill({ status: 200, entries: 1 }));
  });

  test.each([[200], [500]])(
    "whoever claims it anew takes it over: the answer %d that the earlier holder gets too late changes nothing",
    async (status) => {
      const answer = Promise.withResolvers<number>();
      box.answers.push(answer.promise);
      await door("open");
      const late = pushToBox(linkId);
      await came(1);
      await door("close");
      await pushToBox(linkId);
      const taken = await state();
      expect(reeds()).toEqual([0, 1]);
      answer.resolve(status);
      await late;
      expect(await state()).toEqual(taken);
      expect(taken).toMatchObject({ failures: 0, error: null, isWaiting: false });
      expect(await attempts()).toEqual([{ status: 200, entries: 2 }]);
      await pushToBox(linkId);
      expect(box.seen.calls, "nothing is told anew from the old place").toBe(2);
    },
  );

  test("nor does the late holder give up what it could not bring for a day", async () => {
    const answer = Promise.withResolvers<number>();
    box.answers.push(answer.promise);
    await door("open");
    await owner.query("update relay.link set failures = 9, first_failed_at = now() - interval '2 days' where id = $1", [
      linkId,
    ]);
    const late = pushToBox(linkId);
    await came(1);
    await pushToBox(linkId);
    answer.resolve(500);
    await late;
    expect(reeds()).toEqual([0]);
    expect(await state()).toMatchObject({ undelivered: 0, failures: 0, error: null, isWaiting: false });
    expect(await attempts()).toEqual([{ status: 200, entries: 1 }]);
  });

  test("of two who claim it at once, one alone goes on", async () => {
    await door("open");
    await Promise.all(Array.from({ length: 8 }, () => pushToBox(linkId)));
    const { rows } = await owner.query(
      "select count(*)::int as arrived from relay.push_attempt where link_id = $1 and status = 200",
      [linkId],
    );
    expect(rows).toEqual([{ arrived: 1 }]);
    expect(await state()).toMatchObject({ failures: 0, error: null });
  });
});

test("a box that stays silent is given up after its time, told so, and holds up no other", async () => {
  const other = await startBox();
  await addLink(other);
  box.answers.push("SILENCE");
  await whilePushing(
    async () => {
      await door("open");
      // In one look, since the next try is a second away.
      const silent = await waitUntil("the silence is written down", async () => {
        const seen = await state();
        return seen.tries === 1 && seen;
      });
      const error = "The box did not answer (No answer in 0.1 s.).";
      expect(silent).toMatchObject({ failures: 1, isWaiting: true, error });
      expect((await attempts())[0]).toEqual({ status: null, entries: 1 });
      await waitUntil("the other box has heard", async () => other.data().length > 0);
      await waitUntil("the silent one has heard at its next try", async () => (await state()).failures === 0);
    },
    {
      // Once the box answers it has its time, however slow the machine: what came too late would come twice.
      get timeoutMs() {
        return box.answers.length > 0 ? 100 : 60_000;
      },
    },
  );
  await other.close();
  expect(reeds()).toEqual([0]);
  expect(await state()).toMatchObject({ failures: 0, error: null });
});
