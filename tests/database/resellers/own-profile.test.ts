import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { type OwnResellerChange, updateOwnReseller } from "@/lib/server/services/resellers/update-own-reseller";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addDesk, type Desk, deskContext } from "./desk";

let db: TestDatabase;
let dealer: Dealer;
let desk: Desk;

beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(async () => {
  dealer = await addDealer(db.owner);
  desk = await addDesk(db.owner, dealer.clockId);
});
afterAll(async () => {
  await closeLimits();
  await db.close();
});

const change = (more: Partial<OwnResellerChange> = {}): OwnResellerChange => ({
  countries: ["UA"],
  takesRequests: true,
  version: 1,
  ...more,
});

const owner = () => deskContext(desk, dealer);
const ask = () => requestConnection(contextOf(dealer, dealer.owner), { resellerId: desk.resellerId, message: null });

async function stored() {
  const { rows } = await db.owner.query(
    `select r.countries, r.takes_requests as "takesRequests", r.version,
       (select count(*)::int from audit_entry a where a.company_id = r.company_id and a.action = 'reseller.changed') as acts
     from reseller r where r.id = $1`,
    [desk.resellerId],
  );
  return rows[0];
}

describe("a reseller's owner", () => {
  test("says where the reseller takes dealers and that it takes no more; history has before and after", async () => {
    const closed = change({ countries: ["UA", "PL"], takesRequests: false });
    expect(await updateOwnReseller(owner(), closed)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await stored()).toEqual({ countries: ["UA", "PL"], takesRequests: false, version: 2, acts: 1 });
    const { rows } = await db.owner.query(
      "select actor_id, before, after from audit_entry where company_id = $1 and action = 'reseller.changed'",
      [desk.companyId],
    );
    expect(rows).toEqual([
      {
        actor_id: desk.person.id,
        before: { countries: ["UA"], takesRequests: true },
        after: { countries: ["UA", "PL"], takesRequests: false },
      },
    ]);
    expect((await ask()).ok).toBe(false);
    await updateOwnReseller(owner(), change({ version: 2 }));
    expect(await ask()).toMatchObject({ ok: true });
  });

  test("writes nothing where nothing changes", async () => {
    expect(await updateOwnReseller(owner(), change())).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await stored()).toMatchObject({ version: 1, acts: 0 });
  });

  test("is told of another change in between: of two at once, one holds", async () => {
    const both = [change({ takesRequests: false }), change({ countries: ["PL"] })];
    const ends = await Promise.allSettled(both.map((each) => updateOwnReseller(owner(), each)));
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [lost] = ends.filter(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "CONFLICT" } });
    expect(await stored()).toMatchObject({ version: 2, acts: 1 });
  });
});

test("nobody else may: neither a manager of the reseller nor the owner of a company that is none", async () => {
  const manager = deskContext(desk, dealer, desk.colleague);
  await expect(updateOwnReseller(manager, change({ takesRequests: false }))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const stranger = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
  await expect(updateOwnReseller(stranger, change({ takesRequests: false }))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await stored()).toMatchObject({ takesRequests: true, version: 1, acts: 0 });
});
