import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, requirePermission } from "@/lib/server/context";
import { changeRole } from "@/lib/server/services/employees/change-role";
import { leaveCompany, removeEmployee } from "@/lib/server/services/employees/end-employment";
import { addDealer, contextOf, type Dealer, type Person } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actionsOf, employeeRefOf, mailsTo, removalOf } from "./people";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let stranger: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  stranger = await addDealer(owner);
});

beforeEach(async () => {
  dealer = await addDealer(owner);
});

afterAll(() => db.close());

const refOf = (person: Person, at = dealer) => employeeRefOf(owner, at, person.id);
const removal = (person: Person) => removalOf(owner, dealer, person.id);

async function standingOf(person: Person, at = dealer) {
  const { rows } = await owner.query<{ role: string; state: string; version: number }>(
    `select role, state, version from employee where company_id = $1 and account_id = $2`,
    [at.id, person.id],
  );
  return rows;
}

/** Everything a command may leave behind, so that "nothing written" means nothing. */
async function traces() {
  const { rows } = await owner.query(
    `select (select json_agg(e order by e.id) from employee e where e.company_id = $1) as employees,
      (select json_agg(a order by a.id) from audit_entry a where a.company_id = $1) as audit,
      (select json_agg(m order by m.id) from mail_message m where m.company_id = $1) as mails,
      (select json_agg(n order by n.id) from notification n where n.company_id = $1) as notices`,
    [dealer.id],
  );
  return rows[0];
}

describe("changing a role", () => {
  test("works: history and mail name both roles, and the right holds from the next transaction", async () => {
    const person = dealer.manager;
    const stale = contextOf(dealer, person, { isRead: true });
    const ask = () => inTransaction(stale, async (_tx, ctx) => requirePermission(ctx, "dashboard:view"));
    await ask();
    const ref = await refOf(person);
    const outcome = await changeRole(contextOf(dealer, dealer.owner), { ...ref, role: "INSTALLER" });
    expect(outcome).toEqual({ ok: true, value: { employeeId: ref.employeeId, version: 2 } });
    expect(await standingOf(person)).toEqual([{ role: "INSTALLER", state: "ACTIVE", version: 2 }]);
    await expect(ask()).rejects.toThrow("FORBIDDEN");
    expect(await mailsTo(owner, person.email)).toMatchObject([
      { template: "role-changed", data: { before: "SERVICE_MANAGER", after: "INSTALLER" } },
    ]);
    const { rows } = await owner.query(
      `select action, before->>'role' as before, after->>'role' as after from audit_entry where company_id = $1`,
      [dealer.id],
    );
    expect(rows).toEqual([{ action: "employee.role_changed", before: "SERVICE_MANAGER", after: "INSTALLER" }]);
  });

  test("the same role again changes nothing", async () => {
    const ref = await refOf(dealer.manager);
    const before = await traces();
    const same = { ...ref, role: "SERVICE_MANAGER" as const };
    expect(await changeRole(contextOf(dealer, dealer.owner), same)).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await traces()).toEqual(before);
  });

  test("refused: the owner's, and an installer where the company is no dealer, with nothing written", async () => {
    const before = await traces();
    const fixed = { ...(await refOf(dealer.owner)), role: "SERVICE_MANAGER" as const };
    expect(await changeRole(contextOf(dealer, dealer.owner), fixed)).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(await traces()).toEqual(before);

    const beginner = await addDealer(owner, { isEnrolled: false });
    const misplaced = { ...(await refOf(beginner.manager, beginner)), role: "INSTALLER" as const };
    const outcome = await changeRole(contextOf(beginner, beginner.owner), misplaced);
    expect(outcome).toEqual({ ok: false, refusal: "ROLE_NOT_HERE" });
  });

  test("wrong role: nobody but the owner may, not even for the own role", async () => {
    const before = await traces();
    for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
      const ref = { ...(await refOf(person)), role: "SENIOR_SERVICE_MANAGER" as const };
      await expect(changeRole(contextOf(dealer, person), ref)).rejects.toThrow("FORBIDDEN");
    }
    expect(await traces()).toEqual(before);
  });

  test("other company: its people do not exist here", async () => {
    const ref = { ...(await refOf(stranger.manager, stranger)), role: "INSTALLER" as const };
    await expect(changeRole(contextOf(dealer, dealer.owner), ref)).rejects.toThrow("NOT_FOUND");
    expect(await standingOf(stranger.manager, stranger)).toMatchObject([{ role: "SERVICE_MANAGER", version: 1 }]);
  });

  test("lost race: of two forms drawn with the same version one wins, the other reads who did what", async () => {
    const ref = await refOf(dealer.manager);
    const results = await Promise.allSettled(
      (["INSTALLER", "SENIOR_SERVICE_MANAGER"] as const).map((role) =>
        changeRole(contextOf(dealer, dealer.owner), { ...ref, role }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({
      code: "CONFLICT",
      params: { name: dealer.owner.name, did: "employee.role_changed", time: expect.any(String) },
    });
    expect(await actionsOf(owner, dealer)).toHaveLength(1);
  });
});

describe("removing", () => {
  test("works: the row stays for history, the person is told, and an open form of theirs fails cleanly", async () => {
    const person = dealer.manager;
    const open = contextOf(dealer, person);
    const outcome = await removeEmployee(contextOf(dealer, dealer.owner), await removal(person));
    expect(outcome).toMatchObject({ ok: true });
    expect(await standingOf(person)).toEqual([{ role: "SERVICE_MANAGER", state: "REMOVED", version: 2 }]);
    expect(await actionsOf(owner, dealer)).toEqual(["employee.removed"]);
    expect(await mailsTo(owner, person.email)).toMatchObject([{ template: "employee-removed" }]);
    await expect(inTransaction(open, async () => null)).rejects.toThrow("NOT_FOUND");
  });

  test("refused: the owner, with nothing written", async () => {
    const before = await traces();
    const outcome = await removeEmployee(contextOf(dealer, dealer.owner), await removal(dealer.owner));
    expect(outcome).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(await traces()).toEqual(before);
  });

  test("wrong role, other company, and somebody gone already", async () => {
    const ref = await removal(dealer.installer);
    await expect(removeEmployee(contextOf(dealer, dealer.senior), ref)).rejects.toThrow("FORBIDDEN");
    await expect(removeEmployee(contextOf(stranger, stranger.owner), ref)).rejects.toThrow("NOT_FOUND");
    await removeEmployee(contextOf(dealer, dealer.owner), ref);
    await expect(removeEmployee(contextOf(dealer, dealer.owner), ref)).rejects.toThrow("NOT_FOUND");
  });

  test("lost race: removal and change of role at once, the later one fails", async () => {
    const ref = await removal(dealer.manager);
    const results = await Promise.allSettled([
      removeEmployee(contextOf(dealer, dealer.owner), ref),
      changeRole(contextOf(dealer, dealer.owner), { ...(await refOf(dealer.manager)), role: "INSTALLER" }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await actionsOf(owner, dealer)).toHaveLength(1);
  });

  test("a repeat of the same submission gets the same receipt and has no second effect", async () => {
    const ref = await removal(dealer.manager);
    const key = randomUUID();
    const first = await removeEmployee(contextOf(dealer, dealer.owner, { key }), ref);
    const before = await traces();
    expect(await removeEmployee(contextOf(dealer, dealer.owner, { key }), ref)).toEqual(first);
    expect(await traces()).toEqual(before);
  });
});

describe("leaving", () => {
  test("works for every employee: owner and person are told, and the bell rings for the owner", async () => {
    for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
      expect(await leaveCompany(contextOf(dealer, person), { version: 1 })).toMatchObject({ ok: true });
      expect(await standingOf(person)).toMatchObject([{ state: "REMOVED" }]);
      expect(await mailsTo(owner, person.email)).toMatchObject([{ template: "employee-removed" }]);
    }
    expect(await actionsOf(owner, dealer)).toEqual(["employee.left", "employee.left", "employee.left"]);
    const told = (await mailsTo(owner, dealer.owner.email)).map(({ template }) => template);
    expect(told).toEqual(["employee-left", "employee-left", "employee-left"]);
    const bell = await owner.query(`select kind from notification where account_id = $1`, [dealer.owner.id]);
    expect(bell.rows).toEqual(Array.from({ length: 3 }, () => ({ kind: "employee.left" })));
  });

  test("refused: the owner stays with the company, with nothing written", async () => {
    const before = await traces();
    const outcome = await leaveCompany(contextOf(dealer, dealer.owner), { version: 1 });
    expect(outcome).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(await traces()).toEqual(before);
  });

  test("somebody who has left, or never worked here, cannot leave", async () => {
    await leaveCompany(contextOf(dealer, dealer.manager), { version: 1 });
    await expect(leaveCompany(contextOf(dealer, dealer.manager), { version: 2 })).rejects.toThrow("NOT_FOUND");
    await expect(leaveCompany(contextOf(dealer, stranger.manager), { version: 1 })).rejects.toThrow("NOT_FOUND");
  });

  test("lost race: leaving with a form drawn before a change of role is refused", async () => {
    const person = dealer.manager;
    await changeRole(contextOf(dealer, dealer.owner), { ...(await refOf(person)), role: "INSTALLER" });
    await expect(leaveCompany(contextOf(dealer, person), { version: 1 })).rejects.toThrow("CONFLICT");
  });
});

test("the owner never changes, whatever writes: the database refuses it too", async () => {
  const { employeeId } = await refOf(dealer.owner);
  for (const change of [
    `role = 'SERVICE_MANAGER'`,
    `state = 'REMOVED', ended_at = now()`,
    `account_id = '${dealer.manager.id}'`,
  ]) {
    await expect(owner.query(`update employee set ${change} where id = $1`, [employeeId])).rejects.toThrow(
      "employee_owner_fixed",
    );
  }
  const { employeeId: managerId } = await refOf(dealer.manager);
  await expect(owner.query(`update employee set role = 'OWNER' where id = $1`, [managerId])).rejects.toThrow();
});
