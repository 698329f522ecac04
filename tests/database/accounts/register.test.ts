import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { elapsedMs } from "@/lib/clock";
import { confirmEmailByCode, confirmEmailByLink } from "@/lib/server/services/accounts/confirm-email";
import { sendConfirmationAgain } from "@/lib/server/services/accounts/confirmation-mail";
import { type Registration, registerAccount } from "@/lib/server/services/accounts/register-account";
import { signIn } from "@/lib/server/services/accounts/sign-in";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPerson, clearLimits, endLinkIn, enter, eventsOf, isLimited, mailsTo, secretsOf, source } from "./people";

let db: TestDatabase;
let owner: Client;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
});
beforeEach(() => clearLimits(owner));
afterAll(() => db.close());

const password = "lighthouse-meadow-27";

function registration(given: Partial<Registration> = {}): Registration {
  const email = `new-${randomUUID()}@people.example`;
  const person = { firstName: "Ada", lastName: "Quill", country: "UA", locale: "uk", timeZone: "Europe/Kyiv" };
  return { email, password, ...person, ...given };
}

async function register(given: Partial<Registration> = {}): Promise<{ email: string; accountId: string }> {
  const { email } = given.email ? { email: given.email } : registration();
  expect(await registerAccount(registration({ ...given, email }))).toEqual({ ok: true, value: {} });
  return { email, accountId: await accountOf(email) };
}

async function accountOf(email: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>("select id from pro_account where email = $1", [email]);
  return rows[0]?.id ?? "";
}

async function isConfirmed(accountId: string): Promise<boolean> {
  const { rows } = await owner.query("select email_confirmed_at as at from pro_account where id = $1", [accountId]);
  return rows[0].at !== null;
}

describe("registering", () => {
  test("makes an unconfirmed account, whose mail holds link and code and whose sign-in is refused", async () => {
    const { email, accountId } = await register();
    const { rows } = await owner.query(
      `select name, country, locale, time_zone, email_confirmed_at from pro_account where id = $1`,
      [accountId],
    );
    expect(rows).toEqual([
      { name: "Ada Quill", country: "UA", locale: "uk", time_zone: "Europe/Kyiv", email_confirmed_at: null },
    ]);
    const [mail, ...others] = await mailsTo(owner, email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ template: "confirm-email", data: { code: expect.stringMatching(/^\d{6}$/) } });
    const wrong = await signIn({ email, password: "not the password", code: "", ...source });
    expect(wrong).toEqual({ ok: false, refusal: "BAD_CREDENTIALS" });
    expect(await signIn({ email, password, code: "", ...source })).toEqual({
      ok: false,
      refusal: "EMAIL_NOT_CONFIRMED",
    });
    expect(await eventsOf(owner, accountId)).toEqual([]);
  });

  test("answers a known address as an unknown one, and only its mail tells", async () => {
    const known = await addPerson(owner);
    expect(await registerAccount(registration({ email: known.email }))).toEqual({ ok: true, value: {} });
    expect((await mailsTo(owner, known.email)).map(({ template }) => template)).toEqual(["account-exists"]);
    await enter(known.email);
  });

  test("answers a known and an unknown address no sooner than after one fixed time", async () => {
    const known = await addPerson(owner);
    for (const email of [known.email, registration().email]) {
      const startedMs = elapsedMs();
      await registerAccount(registration({ email }));
      expect(elapsedMs() - startedMs).toBeGreaterThan(345);
    }
  });

  test("makes one account of twenty registrations of one address at once", async () => {
    const email = `crowd-${randomUUID()}@people.example`;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => registerAccount(registration({ email }))),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    const { rows } = await owner.query("select id from pro_account where email = $1", [email]);
    expect(rows).toHaveLength(1);
    const live = await owner.query("select id from account_token where account_id = $1 and used_at is null", [
      rows[0].id,
    ]);
    expect(live.rows).toHaveLength(1);
  });

  test("again replaces what was given before and voids its link", async () => {
    const { email, accountId } = await register();
    const first = await secretsOf(owner, email, "confirm-email");
    await register({ email, firstName: "Grace", password: "a second thought entirely" });
    expect(await accountOf(email)).toBe(accountId);
    expect(await confirmEmailByLink(first.token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    const second = await secretsOf(owner, email, "confirm-email");
    expect((await confirmEmailByLink(second.token, source)).ok).toBe(true);
    await enter(email, { password: "a second thought entirely" });
  });

  test.each([
    ["a common one", "password1234"],
    ["the person's name", "quill-on-the-roof"],
    ["the brand", "my ajax hub is nice"],
  ])("refuses a password made of %s", async (_what, weak) => {
    const given = registration({ password: weak });
    expect(await registerAccount(given)).toEqual({ ok: false, refusal: "PASSWORD_WEAK" });
    expect(await accountOf(given.email)).toBe("");
  });

  test("sends at most five mails to one address in an hour, whether or not it is known", async () => {
    const known = await addPerson(owner);
    for (const email of [known.email, registration().email]) {
      const outcomes: boolean[] = [];
      for (let n = 0; n < 6; n++) outcomes.push(await isLimited(() => registerAccount(registration({ email }))));
      expect(outcomes).toEqual([false, false, false, false, false, true]);
    }
  });
});

describe("confirming", () => {
  test("by link works once, and the sign-in then too", async () => {
    const { email, accountId } = await register();
    const { token } = await secretsOf(owner, email, "confirm-email");
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: true, value: {} });
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    await enter(email);
    expect(await eventsOf(owner, accountId)).toEqual([
      "account.registered",
      "account.email_confirmed",
      "session.started",
    ]);
  });

  test("by code is equal, with or without the link's use", async () => {
    const { email, accountId } = await register();
    const { code, token } = await secretsOf(owner, email, "confirm-email");
    expect(await confirmEmailByCode({ email, code }, source)).toEqual({ ok: true, value: {} });
    expect(await isConfirmed(accountId)).toBe(true);
    expect(await confirmEmailByCode({ email, code }, source)).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
  });

  test("is refused one second late", async () => {
    const late = await register();
    const { token, code } = await secretsOf(owner, late.email, "confirm-email");
    await endLinkIn(owner, late.accountId, -1);
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    expect(await confirmEmailByCode({ email: late.email, code }, source)).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect(await isConfirmed(late.accountId)).toBe(false);
  });

  test("is lost after five wrong codes, for code and link", async () => {
    const { email, accountId } = await register();
    const { token, code } = await secretsOf(owner, email, "confirm-email");
    const wrong = code === "000000" ? "000001" : "000000";
    for (let n = 0; n < 5; n++) {
      expect(await confirmEmailByCode({ email, code: wrong }, source)).toEqual({ ok: false, refusal: "CODE_WRONG" });
    }
    expect(await confirmEmailByCode({ email, code }, source)).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
    expect(await isConfirmed(accountId)).toBe(false);

    await sendConfirmationAgain(email);
    const fresh = await secretsOf(owner, email, "confirm-email");
    expect((await confirmEmailByCode({ email, code: fresh.code }, source)).ok).toBe(true);
  });

  test("survives four wrong codes", async () => {
    const { email } = await register();
    const { code } = await secretsOf(owner, email, "confirm-email");
    const wrong = code === "000000" ? "000001" : "000000";
    for (let n = 0; n < 4; n++) await confirmEmailByCode({ email, code: wrong }, source);
    expect((await confirmEmailByCode({ email, code }, source)).ok).toBe(true);
  });

  test("of one link by fifty at once has one winner", async () => {
    const { email, accountId } = await register();
    const { token } = await secretsOf(owner, email, "confirm-email");
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => confirmEmailByLink(token, source)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await eventsOf(owner, accountId)).toEqual(["account.registered", "account.email_confirmed"]);
  });

  test("answers an unknown address, a confirmed one and a wrong code alike", async () => {
    const { email } = await register();
    const known = await addPerson(owner);
    const answers = await Promise.all(
      ["stranger@people.example", known.email, email].map((one) =>
        confirmEmailByCode({ email: one, code: "000000" }, source),
      ),
    );
    expect(answers).toEqual(Array(3).fill({ ok: false, refusal: "CODE_WRONG" }));
  });

  test("does not take another purpose's link", async () => {
    const { email } = await register();
    const { token } = await secretsOf(owner, email, "confirm-email");
    await owner.query("update account_token set purpose = 'RESET_PASSWORD' where email = $1", [email]);
    expect(await confirmEmailByLink(token, source)).toEqual({ ok: false, refusal: "LINK_SPENT" });
  });
});

describe("Send again", () => {
  test("mails only an account that waits, and answers all alike", async () => {
    const { email } = await register();
    const known = await addPerson(owner);
    for (const one of [email, known.email, "stranger@people.example"]) {
      expect(await sendConfirmationAgain(one)).toEqual({ ok: true, value: {} });
    }
    expect(await mailsTo(owner, email)).toHaveLength(2);
    expect(await mailsTo(owner, known.email)).toEqual([]);
    expect(await mailsTo(owner, "stranger@people.example")).toEqual([]);
  });
});
