import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openAuthenticator } from "@/lib/auth/authenticator";
import { realNow } from "@/lib/clock";
import { endEverySession, endOneSession, endSession } from "@/lib/server/services/accounts/end-session";
import {
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "@/lib/server/services/accounts/second-factor";
import { type SignInInput, signIn } from "@/lib/server/services/accounts/sign-in";
import { openTestDatabase, type TestDatabase } from "../support/open";
import {
  addPerson,
  clearLimits,
  enter,
  eventsOf,
  isLimited,
  isServed,
  mailsTo,
  password,
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
afterEach(() => void vi.useRealTimers());
afterAll(() => db.close());

const stepSeconds = 30;

/** The code that a person's app shows now, or `steps` later. */
async function appCode(person: TestPerson, steps = 0): Promise<string> {
  const { rows } = await owner.query("select totp_secret as sealed from pro_account where id = $1", [person.accountId]);
  const secret = openAuthenticator(person.accountId, rows[0].sealed) ?? "";
  const epoch = Math.floor(realNow().epochMilliseconds / 1_000) + steps * stepSeconds;
  return generateSync({ secret, epoch });
}

/** Lets the step that was used last be one of long ago, as half a minute of waiting would. */
async function letStepPass(person: TestPerson): Promise<void> {
  await owner.query("update pro_account set totp_last_step = 1 where id = $1", [person.accountId]);
}

async function withApp(): Promise<{ person: TestPerson; codes: string[] }> {
  const person = await addPerson(owner);
  expect(await beginSecondFactor(person, password)).toEqual({ ok: true, value: {} });
  const outcome = await confirmSecondFactor(person, await appCode(person));
  if (!outcome.ok) throw new Error(outcome.refusal);
  await letStepPass(person);
  return { person, codes: outcome.value.codes.split(" ") };
}

function attempt(email: string, given: Partial<SignInInput> = {}) {
  return signIn({ email, password, code: "", ...source, ...given });
}

describe("signing in", () => {
  test("answers a wrong password, an unknown address, a disabled and a deleted account alike", async () => {
    const [known, disabled, deleted] = [await addPerson(owner), await addPerson(owner), await addPerson(owner)];
    await owner.query("update pro_account set disabled_at = now() where id = $1", [disabled.accountId]);
    await owner.query("update pro_account set deleted_at = now() where id = $1", [deleted.accountId]);
    const answers = [
      await attempt(known.email, { password: "something else again" }),
      await attempt(`stranger-${randomUUID()}@people.example`),
      await attempt(disabled.email),
      await attempt(deleted.email),
    ];
    expect(answers).toEqual(Array(4).fill({ ok: false, refusal: "BAD_CREDENTIALS" }));
  });

  test("takes the address however it was typed", async () => {
    const { email } = await addPerson(owner);
    expect(await isServed(await enter(`  ${email.toUpperCase()} `))).toBe(true);
  });

  test("keeps at most ten sign-ins, and the oldest ends", async () => {
    const { email } = await addPerson(owner);
    const sids: string[] = [];
    for (let n = 0; n < 11; n++) sids.push(await enter(email));
    const served = await Promise.all(sids.map(isServed));
    expect(served).toEqual([false, ...Array(10).fill(true)]);
  });
});

describe("limits", () => {
  test("let five failures pass, then the next only after a pause that doubles", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { email } = await addPerson(owner);
    const wrong = { password: "something else again" };
    for (let n = 0; n < 5; n++) expect((await attempt(email, wrong)).ok).toBe(false);
    expect(await isLimited(() => attempt(email, wrong))).toBe(true);
    expect(await isLimited(() => attempt(email))).toBe(true);
    const elsewhere = await attempt(email, { address: "198.51.100.4" });
    expect(elsewhere.ok).toBe(true);
  });

  test("evaluate at most twenty guesses of an account in an hour, from however many addresses", async () => {
    const { email } = await addPerson(owner);
    const guesses = Array.from({ length: 40 }, (_, n) => ({ password: "a wrong guess", address: `192.0.2.${n}` }));
    const limited: boolean[] = [];
    for (const guess of guesses) limited.push(await isLimited(() => attempt(email, guess)));
    expect(limited.filter((isStopped) => !isStopped)).toHaveLength(20);
  });

  test("let the owner in by the authenticator's code all the same", async () => {
    const { person } = await withApp();
    for (let n = 0; n < 20; n++) await attempt(person.email, { password: "a guess", address: `192.0.2.${n}` });
    expect(await isLimited(() => attempt(person.email))).toBe(true);
    expect(await isLimited(() => attempt(person.email, { code: "123456" }))).toBe(true);
    expect((await attempt(person.email, { code: await appCode(person) })).ok).toBe(true);
  });

  test("forget failures after a success", async () => {
    const { email } = await addPerson(owner);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++) await attempt(email, { password: "a guess again" });
      await enter(email);
    }
  });
});

describe("the second factor", () => {
  test("is asked for only after the right password, and each code works once", async () => {
    const { person } = await withApp();
    expect(await attempt(person.email)).toEqual({ ok: false, refusal: "CODE_NEEDED" });
    expect(await attempt(person.email, { password: "something else again" })).toEqual({
      ok: false,
      refusal: "BAD_CREDENTIALS",
    });
    const code = await appCode(person);
    expect((await attempt(person.email, { code })).ok).toBe(true);
    expect(await attempt(person.email, { code })).toEqual({ ok: false, refusal: "CODE_WRONG" });
  });

  test("allows one step of drift to either side and no more", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { person } = await withApp();
    for (const [steps, isRight] of [
      [-1, true],
      [1, true],
      [-3, false],
      [3, false],
    ] as const) {
      await letStepPass(person);
      await clearLimits(owner);
      expect((await attempt(person.email, { code: await appCode(person, steps) })).ok).toBe(isRight);
    }
  });

  test("lets one of ten sign-ins with one code at once pass", async () => {
    const { person } = await withApp();
    const code = await appCode(person);
    const tries = Array.from({ length: 10 }, (_, n) => attempt(person.email, { code, address: `192.0.2.${n}` }));
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("can be replaced by each of ten recovery codes, once", async () => {
    const { person, codes } = await withApp();
    expect(new Set(codes).size).toBe(10);
    const [first = "", second = ""] = codes;
    expect((await attempt(person.email, { code: first.toUpperCase().replace("-", " ") })).ok).toBe(true);
    expect(await attempt(person.email, { code: first })).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect((await attempt(person.email, { code: second })).ok).toBe(true);
    expect(await eventsOf(owner, person.accountId)).toContain("account.recovery_code_used");
  });

  test("is not on before its first code was right, nor with a wrong password", async () => {
    const person = await addPerson(owner);
    expect(await beginSecondFactor(person, "not the password")).toEqual({ ok: false, refusal: "BAD_CREDENTIALS" });
    await beginSecondFactor(person, password);
    expect(await confirmSecondFactor(person, "12345x")).toEqual({ ok: false, refusal: "CODE_WRONG" });
    await enter(person.email);
    const stored = await owner.query("select totp_secret from pro_account where id = $1", [person.accountId]);
    expect(openAuthenticator(randomUUID(), stored.rows[0].totp_secret)).toBeNull();
  });

  test("ends every other sign-in when it goes on and when it goes off, and mails both", async () => {
    const person = await addPerson(owner);
    const before = await enter(person.email);
    await beginSecondFactor(person, password);
    const on = await confirmSecondFactor(person, await appCode(person));
    if (!on.ok) throw new Error(on.refusal);
    expect([await isServed(before), await isServed(on.value.sid)]).toEqual([false, true]);

    await letStepPass(person);
    const proof = { currentPassword: password, code: await appCode(person) };
    expect(await turnOffSecondFactor(person, { ...proof, code: "000000x" })).toMatchObject({ refusal: "CODE_WRONG" });
    const off = await turnOffSecondFactor(person, proof);
    if (!off.ok) throw new Error(off.refusal);
    expect([await isServed(on.value.sid), await isServed(off.value.sid)]).toEqual([false, true]);
    await enter(person.email);
    const mails = (await mailsTo(owner, person.email)).map(({ template }) => template);
    expect(mails).toEqual(["second-factor-on", "second-factor-off"]);
    const left = await owner.query("select id from recovery_code where account_id = $1", [person.accountId]);
    expect(left.rows).toEqual([]);
  });

  test("gets ten new recovery codes by password and code, and the old ones are void", async () => {
    const { person, codes } = await withApp();
    const renewed = await renewRecoveryCodes(person, { currentPassword: password, code: await appCode(person) });
    if (!renewed.ok) throw new Error(renewed.refusal);
    expect(await attempt(person.email, { code: codes[0] ?? "" })).toEqual({ ok: false, refusal: "CODE_WRONG" });
    expect((await attempt(person.email, { code: renewed.value.codes.split(" ")[0] ?? "" })).ok).toBe(true);
  });
});

describe("ending sign-ins", () => {
  async function rowOf(person: TestPerson): Promise<string> {
    const { rows } = await owner.query<{ id: string }>(
      "select id from session where account_id = $1 and revoked_at is null order by created_at limit 1",
      [person.accountId],
    );
    return rows[0]?.id ?? "";
  }

  test("holds from the next request on: one, by its device", async () => {
    const person = await addPerson(owner);
    const first = await enter(person.email);
    const id = await rowOf(person);
    const second = await enter(person.email);
    await endOneSession(person, id);
    expect([await isServed(first), await isServed(second)]).toEqual([false, true]);
    expect(await eventsOf(owner, person.accountId)).toEqual(["session.started", "session.started", "session.ended"]);
  });

  test("never reaches another person's", async () => {
    const [person, stranger] = [await addPerson(owner), await addPerson(owner)];
    const sid = await enter(person.email);
    expect(await endOneSession(stranger, await rowOf(person))).toEqual({ ok: true, value: {} });
    expect(await isServed(sid)).toBe(true);
    expect(await eventsOf(owner, stranger.accountId)).toEqual([]);
  });

  test("ends all of them, or the one at hand", async () => {
    const person = await addPerson(owner);
    const sids = [await enter(person.email), await enter(person.email), await enter(person.email)];
    await endSession(sids[2] ?? "");
    expect(await Promise.all(sids.map(isServed))).toEqual([true, true, false]);
    await endEverySession(person);
    expect(await Promise.all(sids.map(isServed))).toEqual([false, false, false]);
    expect(await isServed(await enter(person.email))).toBe(true);
  });

  test("lets no request of twenty streams pass that begins after the end was told", async () => {
    const person = await addPerson(owner);
    const sid = await enter(person.email);
    let isOver = false;
    let late = 0;
    const stream = async () => {
      for (let checks = 0; checks < 5; ) {
        const beganLate = isOver;
        const served = await isServed(sid);
        if (beganLate && served) late += 1;
        if (beganLate) checks += 1;
      }
    };
    const streams = Array.from({ length: 20 }, stream);
    await endEverySession(person);
    isOver = true;
    await Promise.all(streams);
    expect(late).toBe(0);
  });
});
