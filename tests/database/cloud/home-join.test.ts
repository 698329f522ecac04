import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inviteHubUser, revokeHubInvitation } from "@/lib/server/services/home/invite-hub-user";
import { type Joining, joinHub } from "@/lib/server/services/home/join-hub";
import { findResident } from "@/lib/server/store/cloud/home-sessions";
import { addHome, addPro, addResident, type Home } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let home: Home;
let email: string;

beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  home = await addHome(db.owner);
  email = `${randomUUID()}@home.example`;
});
afterAll(() => db.close());

const master = () => ({ scope: { kind: "USER", userId: home.user.id }, actor: home.user }) as const;
const invite = (to = email) => inviteHubUser(master(), { hubId: home.hub.hubId, email: to });

async function mailsTo(to: string): Promise<{ template: string; path: string }[]> {
  const { rows } = await db.owner.query<{ template: string; path: string }>(
    "select template, data ->> 'linkPath' as path from mail_message where recipient = $1",
    [to],
  );
  return rows;
}

async function given(to = email): Promise<Joining> {
  const [mail] = await mailsTo(to);
  const token = mail?.path.replace("/home/join/", "") ?? "";
  return { token, firstName: "Ivan", lastName: "Koval", password: "seven green bicycles", locale: "uk" };
}

async function usersOfHub(): Promise<number> {
  const { rows } = await db.owner.query("select from cloud.hub_binding where hub_id = $1", [home.hub.key]);
  return rows.length;
}

test("the link of an invitation's mail makes an account, accepts, and signs in", async () => {
  await invite();
  expect(await mailsTo(email)).toMatchObject([{ template: "hub-invitation" }]);
  const outcome = await joinHub(await given());
  const sid = outcome.ok ? outcome.value.sid : "";
  expect(await findResident(sid)).toMatchObject({ email, name: "Ivan Koval", locale: "uk" });
  expect(await usersOfHub()).toBe(2);
  expect(await joinHub(await given())).toEqual({ ok: false, refusal: "HUB_INVITATION_OVER" });
});

test("no mail goes to the reporting address", async () => {
  await invite("ajax@jeedom.com");
  expect(await mailsTo("ajax@jeedom.com")).toEqual([]);
});

test("a weak password, an altered link and a revoked invitation make nobody", async () => {
  await invite();
  const right = await given();
  expect(await joinHub({ ...right, password: "Koval Koval Koval" })).toEqual({ ok: false, refusal: "PASSWORD_WEAK" });
  const over = { ok: false, refusal: "HUB_INVITATION_OVER" };
  expect(await joinHub({ ...right, token: `${right.token.slice(0, -3)}abc` })).toEqual(over);
  await revokeHubInvitation(master(), { hubId: home.hub.hubId, email });
  expect(await joinHub(right)).toEqual(over);
  expect(await usersOfHub()).toBe(1);
});

test("an address that has an account, of either kind, signs in with that", async () => {
  const { email: resident } = await addResident(db.owner, []);
  for (const to of [resident, await addPro(db.owner)]) {
    await invite(to);
    expect(await joinHub(await given(to))).toEqual({ ok: false, refusal: "ADDRESS_IN_USE" });
  }
  expect(await usersOfHub()).toBe(1);
});

test("two who use one link at once become one account", async () => {
  await invite();
  const right = await given();
  const answers = await Promise.all([joinHub(right), joinHub(right)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await usersOfHub()).toBe(2);
});
