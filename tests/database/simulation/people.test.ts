import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Box, startBox } from "../support/box";
import { linkBox } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { addHome, addRelay, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simCommand } from "../support/sim-command";

let server: CloudServer;
let db: TestDatabase;
let owner: Client;
let box: Box;
let home: Home;
let other: Home;
let sim: ReturnType<typeof simCommand>["sim"];

beforeAll(async () => {
  server = await startCloud();
  db = await openTestDatabase();
  owner = db.owner;
  await addRelay(owner);
  box = await startBox();
});
beforeEach(async () => {
  home = await addLinked();
  other = await addLinked();
  ({ sim } = simCommand());
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await box.close();
  await server.close();
  await db.close();
});

/** A home whose user has linked the box, so that there are tokens to run out. */
async function addLinked(): Promise<Home> {
  const made = await addHome(owner);
  await linkBox(server.origin, made.user.email, { url: `${box.url}/${made.hub.hubId}` });
  return made;
}

/** How many access tokens of a home's user hold, and how many refresh tokens. */
async function tokensOf({ user }: Home): Promise<{ access: number; refresh: number }> {
  const { rows } = await owner.query<{ access: number; refresh: number }>(
    `select count(*) filter (where access_expires_at > now())::int as access,
       count(*) filter (where refresh_expires_at > now())::int as refresh
     from cloud.session where user_id = $1 and revoked_at is null`,
    [user.id],
  );
  return rows[0] ?? { access: -1, refresh: -1 };
}

const whole = { access: 1, refresh: 1 };
const runOut = { access: 0, refresh: 1 };

/** What stands of the simulator in the history of a home's hub. */
async function usesOf({ hub }: Home): Promise<unknown[]> {
  const { rows } = await owner.query(
    `select after ->> 'verb' as verb, actor_name as by from audit_entry
     where hub_id = $1 and action = 'simulator.used' order by id`,
    [hub.key],
  );
  return rows;
}

const used = (...verbs: string[]) => verbs.map((verb) => ({ verb, by: "Simulator" }));

describe("expire", () => {
  test.each([
    ["a device and its hub", () => [home.devices.door, home.hub.hubId]],
    ["an empty device and a hub", () => ["", home.hub.hubId]],
    ["a hub alone", () => [home.hub.hubId.toLowerCase()]],
  ])("of %s ends the access of those who live with it, and of nobody else", async (_name, words) => {
    expect(await sim(["expire", ...words()])).toMatchObject({ code: 0, line: { changed: true, reported: false } });
    expect([await tokensOf(home), await tokensOf(other)]).toEqual([runOut, whole]);
    expect([await usesOf(home), await usesOf(other)]).toEqual([used("expire"), []]);
    expect(await sim(["expire", ...words()])).toMatchObject({ code: 0, line: { changed: false, reason: "unchanged" } });
  });

  test.each([
    ["nothing", () => []],
    ["two empty words", () => ["", ""]],
    ["a device alone", () => [home.devices.door]],
    ["a device and an empty hub", () => [home.devices.door, ""]],
  ])("of %s ends everybody's access", async (_name, words) => {
    expect(await sim(["expire", ...words()])).toMatchObject({ code: 0, line: { changed: true, hubId: null } });
    expect([await tokensOf(home), await tokensOf(other)]).toEqual([runOut, runOut]);
    expect([await usesOf(home), await usesOf(other)]).toEqual([used("expire"), used("expire")]);
  });

  test.each([
    ["a hub nobody has", () => ["", "FFFFFFFF"]],
    ["a device nobody has", () => ["FFFFFFFF", ""]],
    ["another hub's device", () => [other.devices.door, home.hub.hubId]],
  ])("of %s changes nothing", async (_name, words) => {
    expect(await sim(["expire", ...words()])).toMatchObject({ code: 1, line: { reason: "not-found" } });
    expect([await tokensOf(home), await tokensOf(other)]).toEqual([whole, whole]);
    expect([await usesOf(home), await usesOf(other)]).toEqual([[], []]);
  });
});

describe("verbs for one person", () => {
  test.each([
    ["sign-out", []],
    ["unlink", []],
    ["push-fail", ["--times", "2"]],
  ])("%s stands in the history of that person's hubs alone", async (verb, options) => {
    expect(await sim([verb, home.user.email.toUpperCase(), ...options])).toMatchObject({
      code: 0,
      line: { changed: true },
    });
    expect([await usesOf(home), await usesOf(other)]).toEqual([used(verb), []]);
  });

  test("signed out nothing of them holds, unlinked nothing of the box", async () => {
    await sim(["sign-out", home.user.email]);
    expect(await tokensOf(home)).toEqual({ access: 0, refresh: 0 });
    await sim(["unlink", other.user.email]);
    expect(await tokensOf(other)).toEqual({ access: 0, refresh: 0 });
    expect(await sim(["unlink", other.user.email])).toMatchObject({ code: 0, line: { changed: false } });
  });
});

describe("invitations", () => {
  const fill = (users: number) =>
    owner.query(
      `with made as (
         insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
         select gen_random_uuid(), gen_random_uuid() || '@home.example', 'Ivan', 'Koval', 'none', now()
         from generate_series(1, $2::int - (select count(*)::int from cloud.hub_binding where hub_id = $1)) returning id)
       insert into cloud.hub_binding select id, $1, 'USER', now() from made`,
      [home.hub.key, users],
    );

  test("reach whom a hub has a place for, by mail, and end again", async () => {
    const email = `guest-${home.hub.hubId}@home.example`;
    await fill(99);
    expect(await sim(["invite", home.hub.hubId, email])).toMatchObject({ code: 0, line: { changed: true } });
    expect(await sim(["invite", home.hub.hubId, email])).toMatchObject({ code: 0, line: { reason: "unchanged" } });
    const { rows } = await owner.query("select template from mail_message where recipient = $1", [email]);
    expect(rows).toEqual([{ template: "hub-invitation" }]);
    expect(await sim(["uninvite", home.hub.hubId, email])).toMatchObject({ code: 0, line: { changed: true } });
    expect(await usesOf(home)).toEqual(used("invite", "invite", "uninvite"));
  });

  test("to a full hub are refused, but for the reporting address", async () => {
    await fill(100);
    const refused = await sim(["invite", home.hub.hubId, "beyond@home.example"]);
    expect(refused).toMatchObject({ code: 1, line: { changed: false, reason: "hub-users-full" } });
    expect(await sim(["invite", home.hub.hubId, "--reporter"])).toMatchObject({ code: 0, line: { changed: true } });
    const { rows } = await owner.query("select email from cloud.hub_invitation where hub_id = $1", [home.hub.key]);
    expect(rows).toEqual([{ email: "ajax@jeedom.com" }]);
  });

  test("of somebody who lives there already are refused", async () => {
    expect(await sim(["invite", home.hub.hubId, home.user.email])).toMatchObject({
      code: 1,
      line: { reason: "hub-user-already" },
    });
  });
});
