import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { inTransaction, requirePermission } from "@/lib/server/context";
import { getEmployeePage } from "@/lib/server/queries/employees";
import { getPackagePanel } from "@/lib/server/queries/package-panel";
import { changeRole } from "@/lib/server/services/employees/change-role";
import { grantFinance } from "@/lib/server/services/employees/grant-finance";
import { connectSince } from "../support/billing";
import { addDealer, addHub, addOffer, addReseller, contextOf, type Dealer, type Person } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { sessionCookie } from "../support/session-cookie";
import { actionsOf, employeeRefOf, mailsTo } from "./people";

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: request.cookie }) }),
  headers: async () => new Headers(),
}));

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

beforeEach(async () => {
  dealer = await addDealer(owner);
});

afterAll(() => db.close());

const asOwner = () => contextOf(dealer, dealer.owner);
const refOf = (person: Person) => employeeRefOf(owner, dealer, person.id);

async function give(person: Person, isGranted = true) {
  return grantFinance(asOwner(), { ...(await refOf(person)), isGranted });
}

async function traces() {
  const { rows } = await owner.query(
    `select (select json_agg(e order by e.id) from employee e where e.company_id = $1) as employees,
      (select json_agg(a order by a.id) from audit_entry a where a.company_id = $1) as audit,
      (select json_agg(m order by m.id) from mail_message m where m.company_id = $1) as mails`,
    [dealer.id],
  );
  return rows[0];
}

describe("the sight of money", () => {
  test("works: off at first, held from the next transaction on, told by history and mail, and taken back", async () => {
    const open = contextOf(dealer, dealer.manager, { isRead: true });
    const ask = () => inTransaction(open, async (_tx, ctx) => requirePermission(ctx, "finance:view"));
    await expect(ask()).rejects.toThrow("FORBIDDEN");
    expect(await give(dealer.manager)).toMatchObject({ ok: true, value: { version: 2 } });
    await ask();
    expect(await give(dealer.manager, false)).toMatchObject({ ok: true, value: { version: 3 } });
    await expect(ask()).rejects.toThrow("FORBIDDEN");

    const { rows } = await owner.query(
      `select action, before->'isFinanceGranted' as before, after->'isFinanceGranted' as after
       from audit_entry where company_id = $1 order by subject_version`,
      [dealer.id],
    );
    const action = "employee.finance_changed";
    expect(rows).toEqual([
      { action, before: false, after: true },
      { action, before: true, after: false },
    ]);
    expect(await mailsTo(owner, dealer.manager.email)).toMatchObject([
      { template: "finance-changed", data: { what: "GIVEN" } },
      { template: "finance-changed", data: { what: "TAKEN" } },
    ]);
  });

  test("stays with the other manager's role, drops with the installer's, and the same again changes nothing", async () => {
    await give(dealer.manager);
    const before = await traces();
    expect(await give(dealer.manager)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await traces()).toEqual(before);
    for (const [role, isFinanceGranted] of [
      ["SENIOR_SERVICE_MANAGER", true],
      ["INSTALLER", false],
      ["SERVICE_MANAGER", false],
    ] as const) {
      expect((await changeRole(asOwner(), { ...(await refOf(dealer.manager)), role })).ok).toBe(true);
      const { rows } = await owner.query(
        `select is_finance_granted as "isFinanceGranted" from employee where company_id = $1 and account_id = $2`,
        [dealer.id, dealer.manager.id],
      );
      expect(rows, role).toEqual([{ isFinanceGranted }]);
    }
  });

  test("refused: the owner and installers, with nothing written", async () => {
    const before = await traces();
    expect(await give(dealer.owner)).toEqual({ ok: false, refusal: "OWNER_FIXED" });
    expect(await give(dealer.installer)).toEqual({ ok: false, refusal: "FINANCE_OF_MANAGERS" });
    expect(await traces()).toEqual(before);
  });

  test("wrong role: nobody gives it but the owner, a manager who has it included", async () => {
    await give(dealer.senior);
    const before = await traces();
    for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
      const ref = { ...(await refOf(dealer.manager)), isGranted: true };
      await expect(grantFinance(contextOf(dealer, person), ref)).rejects.toThrow("FORBIDDEN");
    }
    expect(await traces()).toEqual(before);
  });

  test("other company: its people do not exist there", async () => {
    const stranger = await addDealer(owner);
    const ref = { ...(await refOf(dealer.manager)), isGranted: true };
    await expect(grantFinance(contextOf(stranger, stranger.owner), ref)).rejects.toThrow("NOT_FOUND");
    expect(await actionsOf(owner, dealer)).toEqual([]);
  });

  test("lost race: of a gift and a change of role with one version one wins, the other reads who did what", async () => {
    const ref = await refOf(dealer.manager);
    const results = await Promise.allSettled([
      grantFinance(asOwner(), { ...ref, isGranted: true }),
      changeRole(asOwner(), { ...ref, role: "INSTALLER" }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT", params: { name: dealer.owner.name } });
    expect(await actionsOf(owner, dealer)).toHaveLength(1);
  });
});

test("the consequence card names the fee to whoever sees money, from the next click, and to nobody else", async () => {
  const reseller = await addReseller(owner);
  await connectSince(owner, { dealer, reseller, since: realNow(), dealerFeeMinor: 350 });
  const hub = await addHub(owner, dealer);
  const feeFor = async (person: Person) => {
    request.cookie = await sessionCookie(person);
    const { activateCards } = await getPackagePanel(dealer.slug, hub.objectId, hub.hubId);
    return activateCards.map(({ card }) => card.fee);
  };
  expect(await feeFor(dealer.owner)).toEqual([{ minor: 350, currency: "EUR" }]);
  for (const person of [dealer.senior, dealer.manager, dealer.installer]) expect(await feeFor(person)).toEqual([null]);
  await give(dealer.manager);
  expect(await feeFor(dealer.manager)).toEqual([{ minor: 350, currency: "EUR" }]);
  expect(await feeFor(dealer.senior)).toEqual([null]);
});

test("the owner's page shows what the gift moves, and for an installer or another reader nothing to give", async () => {
  const moneyOf = async (reader: Person, person: Person) => {
    request.cookie = await sessionCookie(reader);
    return (await getEmployeePage(dealer.slug, (await refOf(person)).employeeId)).money;
  };
  const won = ["finance:view", "billed-account:view", "statement:view", "statement:export"];
  expect(await moneyOf(dealer.owner, dealer.manager)).toMatchObject({ lost: [], won });
  expect(await moneyOf(dealer.owner, dealer.installer)).toBeNull();
  expect(await moneyOf(dealer.owner, dealer.owner)).toBeNull();
  expect(await moneyOf(dealer.manager, dealer.manager)).toBeNull();
  await give(dealer.manager);
  expect(await moneyOf(dealer.owner, dealer.manager)).toMatchObject({ lost: won, won: [] });
});
