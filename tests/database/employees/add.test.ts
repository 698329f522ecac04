import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InvitedRole } from "@/lib/domain/invitation";
import { addEmployee } from "@/lib/server/services/employees/add-employee";
import { acceptInvitation } from "@/lib/server/services/employees/answer-invitation";
import { removeEmployee } from "@/lib/server/services/employees/end-employment";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actionsOf, addAccount, invitationsOf, mailsTo, removalOf, tokenFor } from "./people";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let stranger: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  dealer = await addDealer(owner);
  stranger = await addDealer(owner);
});

afterAll(() => db.close());

function ask(at: Dealer, email: string, options: { role?: InvitedRole; isKept?: boolean } = {}) {
  const { role = "SERVICE_MANAGER", isKept = false } = options;
  return addEmployee(contextOf(at, at.owner), { email, role, isKept });
}

describe("adding an employee", () => {
  test("works: an open offer of 30 days, its mail, a line under the bell, one history entry, no right yet", async () => {
    const at = await addDealer(owner);
    const person = await addAccount(owner);
    expect(await ask(at, person.email)).toMatchObject({ ok: true, value: { state: "INVITED" } });

    const { rows } = await owner.query(
      `select state, role, extract(epoch from expires_at - sent_at) / 86400 as days, token_hash from invitation
       where company_id = $1`,
      [at.id],
    );
    expect(rows).toMatchObject([{ state: "INVITED", role: "SERVICE_MANAGER", token_hash: expect.any(String) }]);
    expect(Number(rows[0].days)).toBe(30);
    const token = await tokenFor(owner, person.email);
    expect(token).toHaveLength(43);
    expect(rows[0].token_hash).not.toBe(token);
    expect(await mailsTo(owner, person.email)).toMatchObject([
      { template: "invitation", data: { company: at.name, role: "SERVICE_MANAGER", inviter: at.owner.name } },
    ]);
    expect(await actionsOf(owner, at)).toEqual(["employee.invited"]);
    const bell = await owner.query(`select kind from notification where account_id = $1`, [person.accountId]);
    expect(bell.rows).toEqual([{ kind: "invitation.received" }]);
    expect(await employeesOf(at, person.accountId)).toEqual([]);
  });

  test("an address without a PRO account is refused, and kept on demand with one mail that asks to register", async () => {
    const email = `${randomUUID()}@nowhere.example`;
    expect(await ask(dealer, email)).toEqual({ ok: false, refusal: "NO_PRO_ACCOUNT", params: { email } });
    expect(await invitationsOf(owner, dealer, email)).toEqual([]);
    expect(await mailsTo(owner, email)).toEqual([]);

    expect(await ask(dealer, email, { isKept: true })).toMatchObject({ ok: true, value: { state: "WAITING" } });
    expect(await invitationsOf(owner, dealer, email)).toMatchObject([{ state: "WAITING" }]);
    expect((await mailsTo(owner, email)).map(({ template }) => template)).toEqual(["invitation-kept"]);
  });

  test("an account whose email nobody confirmed counts as none", async () => {
    const person = await addAccount(owner, { isConfirmed: false });
    expect(await ask(dealer, person.email)).toMatchObject({ ok: false, refusal: "NO_PRO_ACCOUNT" });
  });

  test("refused: whoever was asked already, in whatever case the address is typed, with nothing written", async () => {
    const person = await addAccount(owner);
    await ask(dealer, person.email);
    const before = await actionsOf(owner, dealer);
    const again = await ask(dealer, person.email.toUpperCase());
    expect(again).toMatchObject({ ok: false, refusal: "INVITATION_OPEN", params: { date: expect.any(String) } });
    expect(await actionsOf(owner, dealer)).toEqual(before);
    expect(await mailsTo(owner, person.email)).toHaveLength(1);
  });

  test("refused: whoever works here already, the owner among them", async () => {
    for (const person of [dealer.owner, dealer.installer]) {
      expect(await ask(dealer, person.email)).toEqual({
        ok: false,
        refusal: "ALREADY_EMPLOYEE",
        params: { name: person.name, role: person.role },
      });
    }
  });

  test("refused: an installer where the company is no dealer", async () => {
    const beginner = await addDealer(owner, { isEnrolled: false });
    const person = await addAccount(owner);
    expect(await ask(beginner, person.email, { role: "INSTALLER" })).toEqual({ ok: false, refusal: "ROLE_NOT_HERE" });
    expect(await ask(beginner, person.email)).toMatchObject({ ok: true });
  });

  test("wrong role: nobody but the owner may, and learns nothing of the address", async () => {
    const asked = { email: `${randomUUID()}@nowhere.example`, role: "SERVICE_MANAGER" as const, isKept: false };
    for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
      await expect(addEmployee(contextOf(dealer, person), asked)).rejects.toThrow("FORBIDDEN");
    }
    const posing = { ...contextOf(dealer, dealer.manager), role: "OWNER" as const };
    await expect(addEmployee(posing, asked)).rejects.toThrow("FORBIDDEN");
  });

  test("other company: its owner is nobody here, and each company's offers are its own", async () => {
    const person = await addAccount(owner);
    const foreign = { ...contextOf(dealer, stranger.owner) };
    await expect(addEmployee(foreign, { email: person.email, role: "SERVICE_MANAGER", isKept: false })).rejects.toThrow(
      "NOT_FOUND",
    );
    expect(await ask(dealer, person.email)).toMatchObject({ ok: true });
    expect(await ask(stranger, person.email)).toMatchObject({ ok: true });
  });

  test("lost race: of ten additions of one address one makes the offer", async () => {
    const at = await addDealer(owner);
    const person = await addAccount(owner);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(at, person.email)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "INVITATION_OPEN")).toHaveLength(9);
    expect(await invitationsOf(owner, at, person.email)).toHaveLength(1);
    expect(await mailsTo(owner, person.email)).toHaveLength(1);
  });

  test("whoever was removed can be added again, and joins anew", async () => {
    const at = await addDealer(owner);
    const person = await addAccount(owner);
    for (const state of [1, 2]) {
      expect(await ask(at, person.email)).toMatchObject({ ok: true });
      expect(await acceptInvitation(person, await tokenFor(owner, person.email))).toMatchObject({ ok: true });
      const ref = await removalOf(owner, at, person.accountId);
      await removeEmployee(contextOf(at, at.owner), ref);
      expect(await employeesOf(at, person.accountId)).toHaveLength(state);
    }
    expect(await invitationsOf(owner, at, person.email)).toMatchObject([{ state: "ACCEPTED" }, { state: "ACCEPTED" }]);
  });
});

describe("limits of additions", () => {
  test("ten unknown addresses an hour; asking for one of them again, or keeping it, costs nothing more", async () => {
    const at = await addDealer(owner);
    const unknown = Array.from({ length: 10 }, () => `${randomUUID()}@nowhere.example`);
    for (const email of unknown) expect(await ask(at, email)).toMatchObject({ refusal: "NO_PRO_ACCOUNT" });
    expect(await ask(at, unknown[0] ?? "", { isKept: true })).toMatchObject({ ok: true });
    const eleventh = `${randomUUID()}@nowhere.example`;
    for (const isKept of [false, true, false]) {
      await expect(ask(at, eleventh, { isKept })).rejects.toThrow("RATE_LIMITED");
    }
    expect(await invitationsOf(owner, at, eleventh)).toEqual([]);
    const known = await addAccount(owner);
    expect(await ask(at, known.email)).toMatchObject({ ok: true });
  });

  test("fifty additions a day; what was refused does not count", async () => {
    const at = await addDealer(owner);
    for (let n = 0; n < 50; n++) {
      const person = await addAccount(owner);
      expect(await ask(at, person.email)).toMatchObject({ ok: true });
      if (n === 0) expect(await ask(at, person.email)).toMatchObject({ refusal: "INVITATION_OPEN" });
    }
    const late = await addAccount(owner);
    await expect(ask(at, late.email)).rejects.toThrow("RATE_LIMITED");
    expect(await invitationsOf(owner, at, late.email)).toEqual([]);
  });
});

async function employeesOf(at: Dealer, accountId: string) {
  const { rows } = await owner.query(`select state from employee where company_id = $1 and account_id = $2`, [
    at.id,
    accountId,
  ]);
  return rows;
}
