import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askEmailChange, confirmEmailChange } from "@/lib/server/services/accounts/change-email";
import { changePassword } from "@/lib/server/services/accounts/change-password";
import { deleteAccount, sendDeletionCode } from "@/lib/server/services/accounts/delete-account";
import { registerAccount } from "@/lib/server/services/accounts/register-account";
import { requestReset, resetPassword } from "@/lib/server/services/accounts/reset-password";
import { signIn } from "@/lib/server/services/accounts/sign-in";
import { updateProfile } from "@/lib/server/services/accounts/update-profile";
import { addDealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import {
  addPerson,
  clearLimits,
  endLinkIn,
  enter,
  eventsOf,
  isLimited,
  isServed,
  mailsTo,
  newPassword,
  password,
  secretsOf,
  source,
  type TestPerson,
} from "./people";

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});
beforeEach(() => clearLimits(owner));
afterAll(() => db.close());

async function templatesTo(email: string): Promise<string[]> {
  return (await mailsTo(owner, email)).map(({ template }) => template);
}

describe("resetting a password", () => {
  async function asked(): Promise<{ person: TestPerson; token: string }> {
    const person = await addPerson(owner);
    expect(await requestReset(person.email)).toEqual({ ok: true, value: {} });
    return { person, token: (await secretsOf(owner, person.email, "reset-password")).token };
  }

  test("answers every address alike and mails only those that have an account", async () => {
    const person = await addPerson(owner);
    const unknown = `stranger-${randomUUID()}@people.example`;
    expect(await requestReset(unknown)).toEqual(await requestReset(person.email));
    expect(await templatesTo(unknown)).toEqual([]);
    expect(await templatesTo(person.email)).toEqual(["reset-password"]);
  });

  test("sends the confirmation again to an account that was never confirmed", async () => {
    const email = `new-${randomUUID()}@people.example`;
    const person = { firstName: "Ada", lastName: "Quill", country: "UA", locale: "en", timeZone: null };
    await registerAccount({ email, password, ...person });
    await requestReset(email);
    expect(await templatesTo(email)).toEqual(["confirm-email", "confirm-email"]);
  });

  test("works once, ends every sign-in and signs nobody in", async () => {
    const { person, token } = await asked();
    const sid = await enter(person.email);
    expect(await resetPassword({ token, password: newPassword }, source)).toEqual({ ok: true, value: {} });
    expect(await isServed(sid)).toBe(false);
    const open = await owner.query("select id from session where account_id = $1 and revoked_at is null", [
      person.accountId,
    ]);
    expect(open.rows).toEqual([]);
    expect(await resetPassword({ token, password: "yet another sentence" }, source)).toMatchObject({
      refusal: "LINK_SPENT",
    });
    await enter(person.email, { password: newPassword });
    expect(await templatesTo(person.email)).toEqual(["reset-password", "password-changed"]);
    expect(await eventsOf(owner, person.accountId)).toContain("account.password_reset");
  });

  test("is refused one second late, and in time one second early", async () => {
    const { person, token } = await asked();
    await endLinkIn(owner, person.accountId, -1);
    expect(await resetPassword({ token, password: newPassword }, source)).toMatchObject({ refusal: "LINK_SPENT" });
    await endLinkIn(owner, person.accountId, 30);
    expect((await resetPassword({ token, password: newPassword }, source)).ok).toBe(true);
  });

  test("by an older link is refused once a newer one was asked for", async () => {
    const { person, token } = await asked();
    await requestReset(person.email);
    expect(await resetPassword({ token, password: newPassword }, source)).toMatchObject({ refusal: "LINK_SPENT" });
  });

  test("keeps the link when the new password is weak", async () => {
    const { token } = await asked();
    const weak = await resetPassword({ token, password: "password123456" }, source);
    expect(weak).toEqual({ ok: false, refusal: "PASSWORD_WEAK" });
    expect((await resetPassword({ token, password: newPassword }, source)).ok).toBe(true);
  });

  test("by fifty at once has one winner, whose password holds", async () => {
    const { person, token } = await asked();
    const passwords = Array.from({ length: 50 }, (_, n) => `${n} copper kettles on the roof`);
    const outcomes = await Promise.all(passwords.map((one) => resetPassword({ token, password: one }, source)));
    const winners = passwords.filter((_, n) => outcomes[n]?.ok);
    expect(winners).toHaveLength(1);
    await enter(person.email, { password: winners[0] ?? "" });
  });

  test("can be asked for three times an hour", async () => {
    const { email } = await addPerson(owner);
    const limited: boolean[] = [];
    for (let n = 0; n < 4; n++) limited.push(await isLimited(() => requestReset(email)));
    expect(limited).toEqual([false, false, false, true]);
  });
});

describe("changing the password", () => {
  test("ends every other sign-in, and this browser goes on", async () => {
    const person = await addPerson(owner);
    const other = await enter(person.email);
    const outcome = await changePassword(person, { currentPassword: password, newPassword });
    if (!outcome.ok) throw new Error(outcome.refusal);
    expect([await isServed(other), await isServed(outcome.value.sid)]).toEqual([false, true]);
    expect(await signIn({ email: person.email, password, code: "", ...source })).toMatchObject({
      refusal: "BAD_CREDENTIALS",
    });
    expect(await templatesTo(person.email)).toEqual(["password-changed"]);
  });

  test("voids a reset link that was under way", async () => {
    const person = await addPerson(owner);
    await requestReset(person.email);
    const { token } = await secretsOf(owner, person.email, "reset-password");
    await changePassword(person, { currentPassword: password, newPassword });
    expect(await resetPassword({ token, password }, source)).toMatchObject({ refusal: "LINK_SPENT" });
  });

  test("is refused for a wrong password, a weak one and a company's name", async () => {
    const { owner: boss } = await addDealer(owner);
    await owner.query(
      "update pro_account set password_hash = (select password_hash from pro_account where id = $2) where id = $1",
      [boss.id, (await addPerson(owner)).accountId],
    );
    const person = { accountId: boss.id, source };
    const tries = ["a kettle of the dealer", "password123456"];
    for (const weak of tries) {
      expect(await changePassword(person, { currentPassword: password, newPassword: weak })).toMatchObject({
        refusal: "PASSWORD_WEAK",
      });
    }
    expect(await changePassword(person, { currentPassword: "wrong", newPassword })).toMatchObject({
      refusal: "BAD_CREDENTIALS",
    });
  });

  test("is limited to ten wrong passwords", async () => {
    const person = await addPerson(owner);
    const limited: boolean[] = [];
    for (let n = 0; n < 11; n++) {
      limited.push(await isLimited(() => changePassword(person, { currentPassword: "wrong", newPassword })));
    }
    expect(limited).toEqual([...Array(10).fill(false), true]);
  });
});

describe("changing the address", () => {
  async function asked(email = `moved-${randomUUID()}@people.example`) {
    const person = await addPerson(owner);
    expect(await askEmailChange(person, { email, currentPassword: password })).toEqual({ ok: true, value: { email } });
    return { person, email };
  }

  test("is confirmed at the new and told to the old one, and ends every sign-in", async () => {
    const { person, email } = await asked();
    const sid = await enter(person.email);
    expect(await templatesTo(person.email)).toEqual(["email-changes"]);
    const { token } = await secretsOf(owner, email, "change-email");
    expect(await confirmEmailChange(token, source)).toEqual({ ok: true, value: {} });
    expect(await confirmEmailChange(token, source)).toMatchObject({ refusal: "LINK_SPENT" });
    expect(await isServed(sid)).toBe(false);
    await enter(email);
    expect(await templatesTo(person.email)).toEqual(["email-changes", "email-changed"]);
  });

  test("to a taken one gives the same answer and tells its holder", async () => {
    const holder = await addPerson(owner);
    await asked(holder.email);
    expect(await templatesTo(holder.email)).toEqual(["account-exists"]);
  });

  test("is refused where the address was registered and confirmed meanwhile", async () => {
    const { person, email } = await asked();
    const { token } = await secretsOf(owner, email, "change-email");
    const rival = await addPerson(owner);
    await owner.query("update pro_account set email = $2 where id = $1", [rival.accountId, email]);
    expect(await confirmEmailChange(token, source)).toMatchObject({ refusal: "LINK_SPENT" });
    await enter(person.email);
  });

  test("takes the address from a registration that nobody confirmed", async () => {
    const { email } = await asked();
    const { token } = await secretsOf(owner, email, "change-email");
    const squatter = { firstName: "Ada", lastName: "Quill", country: "UA", locale: "en", timeZone: null };
    await registerAccount({ email, password, ...squatter });
    expect((await confirmEmailChange(token, source)).ok).toBe(true);
    await enter(email);
  });

  test("is refused one second late and for a wrong password", async () => {
    const { person, email } = await asked();
    const { token } = await secretsOf(owner, email, "change-email");
    await endLinkIn(owner, person.accountId, -1);
    expect(await confirmEmailChange(token, source)).toMatchObject({ refusal: "LINK_SPENT" });
    expect(await askEmailChange(person, { email, currentPassword: "wrong" })).toMatchObject({
      refusal: "BAD_CREDENTIALS",
    });
  });
});

describe("the profile", () => {
  test("is changed for the person alone", async () => {
    const [person, other] = [await addPerson(owner), await addPerson(owner)];
    await updateProfile(person, { name: "Robin of the Ferry", locale: "uk", timeZone: "Europe/Kyiv" });
    const { rows } = await owner.query("select name from pro_account where id = any ($1) order by name", [
      [person.accountId, other.accountId],
    ]);
    expect(rows.map(({ name }) => name)).toEqual(["Robin Ferry", "Robin of the Ferry"]);
  });
});

describe("deleting the account", () => {
  test("takes code and password, frees the address and ends everything", async () => {
    const person = await addPerson(owner);
    const sid = await enter(person.email);
    expect(await sendDeletionCode(person)).toEqual({ ok: true, value: {} });
    const { code } = await secretsOf(owner, person.email, "delete-account-code");
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await deleteAccount(person, { currentPassword: "wrong", code })).toMatchObject({
      refusal: "BAD_CREDENTIALS",
    });
    expect(await deleteAccount(person, { currentPassword: password, code: wrong })).toMatchObject({
      refusal: "CODE_WRONG",
    });
    expect(await deleteAccount(person, { currentPassword: password, code })).toEqual({ ok: true, value: {} });
    expect(await isServed(sid)).toBe(false);
    const { rows } = await owner.query("select name, email::text, deleted_at from pro_account where id = $1", [
      person.accountId,
    ]);
    expect(rows[0]).toMatchObject({ name: person.name, email: `${person.accountId}@deleted.invalid` });
    expect(await templatesTo(person.email)).toEqual(["delete-account-code", "account-deleted"]);
    const again = { firstName: "Ada", lastName: "Quill", country: "UA", locale: "en", timeZone: null };
    await registerAccount({ email: person.email, password, ...again });
    expect((await templatesTo(person.email)).at(-1)).toBe("confirm-email");
  });

  test("is refused to owners and employees, with the companies' names", async () => {
    const { owner: boss, manager, name } = await addDealer(owner);
    expect(await sendDeletionCode({ accountId: boss.id, source })).toEqual({
      ok: false,
      refusal: "ACCOUNT_OWNS_COMPANY",
      params: { companies: name },
    });
    expect(await sendDeletionCode({ accountId: manager.id, source })).toEqual({
      ok: false,
      refusal: "ACCOUNT_EMPLOYED",
      params: { companies: name },
    });
  });

  test("is refused to one who joined a company after the code was sent", async () => {
    const person = await addPerson(owner);
    await sendDeletionCode(person);
    const { code } = await secretsOf(owner, person.email, "delete-account-code");
    const company = await addDealer(owner);
    await owner.query(
      `insert into employee (id, company_id, account_id, role, joined_at)
       values (gen_random_uuid(), $1, $2, 'INSTALLER', now())`,
      [company.id, person.accountId],
    );
    expect(await deleteAccount(person, { currentPassword: password, code })).toMatchObject({
      refusal: "ACCOUNT_EMPLOYED",
    });
  });
});
