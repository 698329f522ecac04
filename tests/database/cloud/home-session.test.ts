import { afterAll, beforeAll, expect, test } from "vitest";
import { hashToken } from "@/lib/auth/secret-token";
import { isAppError } from "@/lib/errors";
import { inSystemTransaction, onDatabase } from "@/lib/server/context";
import { changeHomePassword, replaceHomePassword } from "@/lib/server/services/home/change-home-password";
import { loseHub } from "@/lib/server/services/home/end-access";
import { signInHome, signOutHome } from "@/lib/server/services/home/sign-in-home";
import { findResident, listResidentRights } from "@/lib/server/store/cloud/home-sessions";
import { addHome, addPro, addResident, homePassword } from "../support/home";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const give = (email: string, password = homePassword) =>
  signInHome({ email, password, code: "", address: "203.0.113.7" });

async function enter(email: string): Promise<string> {
  const outcome = await give(email);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.sid;
}

test("a sign-in to My home is read on each request and stored as a hash alone", async () => {
  const { user } = await addHome(db.owner);
  const sid = await enter(user.email.toUpperCase());
  expect(await findResident(sid)).toMatchObject({ userId: user.id, email: user.email, name: user.name });
  const { rows } = await db.owner.query("select * from cloud.home_session where user_id = $1", [user.id]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(sid);
  await signOutHome(sid);
  expect(await findResident(sid)).toBeNull();
});

test("unknown addresses and wrong passwords answer alike; only the right password hears of a PRO account", async () => {
  const { user } = await addHome(db.owner);
  const pro = await addPro(db.owner);
  const wrong = { ok: false, refusal: "BAD_CREDENTIALS" };
  expect(await give("nobody@home.example")).toEqual(wrong);
  expect(await give(user.email, "not the password")).toEqual(wrong);
  expect(await give(pro, "not the password")).toEqual(wrong);
  expect(await give(pro)).toEqual({ ok: false, refusal: "PRO_ACCOUNT" });
});

test("the sixth wrong password in a minute is not looked at", async () => {
  const { user } = await addHome(db.owner);
  for (let n = 0; n < 5; n++) await give(user.email, "not the password");
  const barred = await give(user.email).catch((error: unknown) => error);
  expect(isAppError(barred, "RATE_LIMITED")).toBe(true);
});

test.each([
  ["half an hour without use", "last_seen_at = last_seen_at - interval '30 minutes'"],
  ["twelve hours", "created_at = created_at - interval '12 hours'"],
])("a sign-in ends after %s", async (_words, change) => {
  const { user } = await addHome(db.owner);
  const sid = await enter(user.email);
  await db.owner.query(`update cloud.home_session set ${change} where sid_hash = $1`, [hashToken(sid)]);
  expect(await findResident(sid)).toBeNull();
  expect(await onDatabase((client) => listResidentRights(client, [hashToken(sid)]))).toEqual([]);
});

test("a new password and a disabled account end all sign-ins; the eleventh ends the first", async () => {
  const { user, hub } = await addHome(db.owner);
  const first = await enter(user.email);
  for (let n = 0; n < 10; n++) await enter(user.email);
  expect(await findResident(first)).toBeNull();
  const last = await enter(user.email);
  await changeHomePassword(user.id, "a quite different one");
  expect(await findResident(last)).toBeNull();

  const other = await addResident(db.owner, [hub]);
  const sid = await enter(other.email);
  await db.owner.query("update cloud.end_user set disabled_at = now() where id = $1", [other.id]);
  expect(await findResident(sid)).toBeNull();
});

test("what an open page may hear of goes with the hub; the sign-in stays", async () => {
  const { user, hub } = await addHome(db.owner);
  const sid = await enter(user.email);
  const rights = () => onDatabase((client) => listResidentRights(client, [hashToken(sid)]));
  expect(await rights()).toEqual([{ sessionId: hashToken(sid), hubIds: [hub.hubId] }]);
  await inSystemTransaction((tx) => loseHub(tx, { userId: user.id, hubKey: hub.key }));
  expect(await rights()).toEqual([{ sessionId: hashToken(sid), hubIds: [] }]);
  expect(await findResident(sid)).not.toBeNull();
});

test("a new password of one's own goes on in this browser alone, and a wrong or weak one changes nothing", async () => {
  const { user } = await addHome(db.owner);
  const [here, elsewhere] = [await enter(user.email), await enter(user.email)];
  const change = (currentPassword: string, newPassword: string) =>
    replaceHomePassword(user.id, { currentPassword, newPassword });
  expect(await change("not the password", "seven green bicycles")).toEqual({ ok: false, refusal: "BAD_CREDENTIALS" });
  expect(await change(homePassword, "Melnychenko 2026")).toEqual({ ok: false, refusal: "PASSWORD_WEAK" });
  expect(await findResident(elsewhere)).not.toBeNull();

  const outcome = await change(homePassword, "seven green bicycles");
  expect(await findResident(outcome.ok ? outcome.value.sid : "")).toMatchObject({ userId: user.id });
  expect([await findResident(here), await findResident(elsewhere)]).toEqual([null, null]);
  expect(await give(user.email)).toEqual({ ok: false, refusal: "BAD_CREDENTIALS" });
  expect(await give(user.email, "seven green bicycles")).toMatchObject({ ok: true });
});

test("of two who change a password at once, one does", async () => {
  const { user } = await addHome(db.owner);
  const change = (newPassword: string) => replaceHomePassword(user.id, { currentPassword: homePassword, newPassword });
  const answers = await Promise.all([change("seven green bicycles"), change("eleven blue trains")]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});
