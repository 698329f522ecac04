import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptHubInvitation } from "@/lib/server/services/home/answer-hub-invitation";
import { inviteHubUser } from "@/lib/server/services/home/invite-hub-user";
import { joinHub } from "@/lib/server/services/home/join-hub";
import { removeHubUser } from "@/lib/server/services/home/remove-hub-user";
import type { CloudCaller } from "@/lib/server/services/hubs/scope";
import { addHome, addResident, type Home, type Resident } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let home: Home;

beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  home = await addHome(db.owner);
});
afterAll(() => db.close());

const full = { ok: false, refusal: "HUB_USERS_FULL", params: { limit: 100 } };
const reporter = "ajax@jeedom.com";

function as({ id, name }: Resident): CloudCaller {
  return { scope: { kind: "USER", userId: id }, actor: { id, name } };
}

const invite = (email: string) => inviteHubUser(as(home.user), { hubId: home.hub.hubId, email });

/** Gives the hub users until it has so many; the first stays its master. */
async function fillTo(users: number): Promise<void> {
  await db.owner.query(
    `with made as (
       insert into cloud.end_user (id, email, first_name, last_name, password_hash, created_at)
       select gen_random_uuid(), gen_random_uuid() || '@home.example', 'Ivan', 'Koval', 'none', now()
       from generate_series(1, $2::int - (select count(*)::int from cloud.hub_binding where hub_id = $1)) returning id)
     insert into cloud.hub_binding select id, $1, 'USER', now() from made`,
    [home.hub.key, users],
  );
}

async function addInvited(): Promise<{ guest: Resident; invitationId: string }> {
  const guest = await addResident(db.owner, []);
  expect(await invite(guest.email)).toEqual({ ok: true, value: {} });
  const { rows } = await db.owner.query<{ id: string }>("select id from cloud.hub_invitation where email = $1", [
    guest.email,
  ]);
  return { guest, invitationId: rows[0]?.id ?? "" };
}

async function usersOfHub(): Promise<number> {
  const { rows } = await db.owner.query("select from cloud.hub_binding where hub_id = $1", [home.hub.key]);
  return rows.length;
}

test("a hub with all the users it states takes no invitation but the reporting one", async () => {
  await fillTo(99);
  expect(await invite("last@home.example")).toMatchObject({ ok: true });
  await fillTo(100);
  expect(await invite("beyond@home.example")).toEqual(full);
  expect(await invite(reporter)).toMatchObject({ ok: true });
  const { rows } = await db.owner.query("select email from cloud.hub_invitation where hub_id = $1 order by email", [
    home.hub.key,
  ]);
  expect(rows).toEqual([{ email: reporter }, { email: "last@home.example" }]);
});

test("invitations take no place; who accepts without one is refused, and can once somebody has left", async () => {
  await fillTo(98);
  await invite(reporter);
  const [first, second, late] = [await addInvited(), await addInvited(), await addInvited()];
  for (const { guest, invitationId } of [first, second]) {
    expect(await acceptHubInvitation(as(guest), invitationId)).toMatchObject({ ok: true });
  }
  expect(await acceptHubInvitation(as(late.guest), late.invitationId)).toEqual(full);
  expect(await usersOfHub()).toBe(100);
  await removeHubUser(as(home.user), { hubId: home.hub.hubId, userId: first.guest.id });
  expect(await acceptHubInvitation(as(late.guest), late.invitationId)).toMatchObject({ ok: true });
  expect(await usersOfHub()).toBe(100);
});

test("of many who accept the last place at once, one has it", async () => {
  await fillTo(99);
  const invited = [await addInvited(), await addInvited(), await addInvited()];
  const answers = await Promise.all(
    invited.map(({ guest, invitationId }) => acceptHubInvitation(as(guest), invitationId)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter(({ ok }) => !ok)).toEqual([full, full]);
  expect(await usersOfHub()).toBe(100);
});

test("the link of a mail makes nobody for a hub without a place", async () => {
  const email = `${randomUUID()}@home.example`;
  await invite(email);
  await fillTo(100);
  const { rows } = await db.owner.query<{ token: string }>(
    "select replace(data ->> 'linkPath', '/home/join/', '') as token from mail_message where recipient = $1",
    [email],
  );
  const who = { firstName: "Ivan", lastName: "Koval", password: "seven green bicycles", locale: "uk" };
  expect(await joinHub({ ...who, token: rows[0]?.token ?? "" })).toEqual(full);
  const made = await db.owner.query("select from cloud.end_user where email = $1", [email]);
  expect(made.rows).toEqual([]);
  expect(await usersOfHub()).toBe(100);
});
