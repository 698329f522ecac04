import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { closeUserStreams } from "@/lib/server/feed/user-streams";
import { getHomeLinks, getHubUsers } from "@/lib/server/queries/home-users";
import { inviteHubUser } from "@/lib/server/services/home/invite-hub-user";
import { pushToBox } from "@/lib/server/services/home/push-to-box";
import { signInHome } from "@/lib/server/services/home/sign-in-home";
import { driveHomes } from "@/lib/server/services/simulation/drive-homes";
import { type Box, startBox } from "../support/box";
import { type Client as CloudClient, call, linkBox, signIn, type Tokens } from "../support/cloud-client";
import { type CloudServer, startCloud } from "../support/cloud-server";
import { type CloudStream, openStream } from "../support/cloud-stream";
import { addHome, addKey, addRelay, addResident, type Home, homePassword } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { simVerb } from "../support/sim-verb";
import { waitUntil } from "../support/wait-until";

/** The request that the framework would hand over. */
const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

/** What this portal is configured with; the defaults mean nothing to it. */
const reporter = "Reports@Receiver.Example";
const invitedReporter = reporter.toLowerCase();
const defaultReporter = "ajax@jeedom.com";
const accessMinutes = 20;

let server: CloudServer;
let db: TestDatabase;
let key: string;
let home: Home;
let box: Box;
let client: CloudClient;
let stream: CloudStream;

beforeAll(async () => {
  vi.stubEnv("REPORTING_ADDRESS", reporter);
  vi.stubEnv("ACCESS_TOKEN_MINUTES", String(accessMinutes));
  server = await startCloud();
  db = await openTestDatabase();
  key = await addKey(db.owner);
  await addRelay(db.owner);
});
beforeEach(async () => {
  await db.owner.query("delete from rate_limit");
  home = await addHome(db.owner);
  box = await startBox();
  client = await signIn(`${server.origin}/api`, key, home.user.email);
});
afterEach(async () => {
  vi.useRealTimers();
  stream?.close();
  await box.close();
});
afterAll(async () => {
  await closeUserStreams();
  await server.close();
  await db.close();
});

const driver = { accountId: null, name: "Simulator", requestId: "" };

function invite(email: string): Promise<unknown> {
  const caller = { scope: { kind: "USER", userId: home.user.id }, actor: home.user } as const;
  return inviteHubUser(caller, { hubId: home.hub.hubId, email });
}

const moveDoor = (verb: "open" | "close") => simVerb(verb, { hubId: home.hub.hubId, deviceId: home.devices.door });
const reedsOf = (entries: readonly Record<string, unknown>[]) =>
  entries.map(({ updates }) => (updates as { reedClosed?: number }).reedClosed);

async function push(): Promise<void> {
  const { rows } = await db.owner.query<{ id: string }>("select id from relay.link where user_id = $1", [home.user.id]);
  await pushToBox(rows[0]?.id ?? "");
}

/** Signs the home's master in to My home; the reads that follow are theirs. */
async function enterHome(): Promise<void> {
  const given = { email: home.user.email, password: homePassword, code: "", address: null };
  const outcome = await signInHome(given);
  request.cookie = outcome.ok ? outcome.value.sid : "";
}

async function mailsTo(address: string): Promise<number> {
  const { rows } = await db.owner.query("select from mail_message where lower(recipient) = $1", [address]);
  return rows.length;
}

test("statement 8: reports hang on the address that is configured, in every feed, and on no other", async () => {
  await linkBox(server.origin, home.user.email, { url: box.url });
  const headers = { "x-api-key": key, "x-session-token": client.sessionToken };
  stream = await openStream(`${server.origin}/api/events?userId=${client.userId}`, headers);
  await enterHome();

  expect(await invite(defaultReporter)).toMatchObject({ ok: true });
  expect(await mailsTo(defaultReporter), "it is invited as anybody else").toBe(1);
  await moveDoor("open");
  await push();
  expect((await getHomeLinks()).hubs).toMatchObject([{ isReporting: false }]);
  expect(await getHubUsers(home.hub.hubId)).toMatchObject({ isReporting: false, reportingAddress: reporter });

  expect(await invite(invitedReporter)).toMatchObject({ ok: true });
  expect(await mailsTo(invitedReporter)).toBe(0);
  await moveDoor("close");
  await push();
  await waitUntil("the update has come", async () => stream.entries.length > 0);
  expect(reedsOf(stream.entries.map(({ data }) => data))).toEqual([1]);
  expect(reedsOf(box.data())).toEqual([1]);
  expect((await getHomeLinks()).hubs).toMatchObject([{ isReporting: true }]);

  expect(await driveHomes(driver, { verb: "uninvite", hubId: home.hub.hubId, email: null })).toBe("DONE");
  await moveDoor("open");
  await push();
  expect(reedsOf(box.data())).toEqual([1]);
  expect((await getHomeLinks()).hubs).toMatchObject([{ isReporting: false }]);
});

test("statement 9: the reporting invitation is shown as normal in My home, a year on, and the cloud shows nothing of it", async () => {
  const paths = ["/hubs", `/hubs/${home.hub.hubId}`, `/hubs/${home.hub.hubId}/users`, "/spaces"];
  const readAll = () => Promise.all(paths.map(async (path) => (await client.ask(path)).body));
  const before = await readAll();
  await invite(invitedReporter);
  const guest = await addResident(db.owner, []);
  await invite(guest.email);
  await db.owner.query("update cloud.hub_invitation set created_at = created_at - interval '366 days'");
  expect(await readAll(), "no user, no warning, no fault").toEqual(before);

  await enterHome();
  const { invitations, isReporting, users } = await getHubUsers(home.hub.hubId);
  expect(isReporting).toBe(true);
  expect(users).toHaveLength(1);
  expect(invitations.map(({ email, isReporter }) => [email, isReporter])).toEqual(
    expect.arrayContaining([
      [invitedReporter, true],
      [guest.email, false],
    ]),
  );
});

test("statement 3: an access token works for the configured time and then draws 401; each refresh buys that time anew", async () => {
  const begun = realNow();
  const lifeSeconds = accessMinutes * 60;
  const pass = (seconds: number) => vi.setSystemTime(begun.add({ seconds }).epochMilliseconds);
  vi.useFakeTimers({ toFake: ["Date"], now: begun.epochMilliseconds });
  const first = await signIn(`${server.origin}/api`, key, home.user.email);
  const statusOf = async (token: string) =>
    (await first.ask("/hubs", { headers: { "x-session-token": token } })).status;

  pass(lifeSeconds - 1);
  expect(await statusOf(first.sessionToken)).toBe(200);
  pass(lifeSeconds + 1);
  expect(await statusOf(first.sessionToken)).toBe(401);
  const body = { userId: first.userId, refreshToken: first.refreshToken };
  const headers = { "x-api-key": key };
  const renewed = (await call(`${server.origin}/api/refresh`, { method: "POST", body, headers })).body as Tokens;
  expect(await statusOf(renewed.sessionToken)).toBe(200);
  pass(2 * lifeSeconds);
  expect(await statusOf(renewed.sessionToken)).toBe(200);
  pass(2 * lifeSeconds + 2);
  expect(await statusOf(renewed.sessionToken)).toBe(401);
});
