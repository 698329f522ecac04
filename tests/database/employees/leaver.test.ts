import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/server/context";
import { leaveCompany, removeEmployee } from "@/lib/server/services/employees/end-employment";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { countWork } from "@/lib/server/store/leavers";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  type Person,
  refOf,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { advance, employeeRefOf } from "./people";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

const none = { installedHubs: 0, assignedObjects: 0, upcomingChanges: 0, openRequests: 0 };

const workOf = ({ id }: Person) =>
  inTransaction(contextOf(dealer, dealer.owner, { isRead: true }), (tx, ctx) => countWork(tx, ctx.companyId, id));

const refTo = async ({ id }: Person) => (await employeeRefOf(owner, dealer, id)).employeeId;

/** Removes a person as the owner does, and lets the company's clock go on, so that later acts are later. */
async function remove(person: Person, successor: Person) {
  const ref = { ...(await employeeRefOf(owner, dealer, person.id)), successorId: await refTo(successor) };
  const outcome = await removeEmployee(contextOf(dealer, dealer.owner), ref);
  await advance(owner, dealer, 60_000);
  return outcome;
}

/** A hub the installer looks after, whose services `person` has set to end. */
async function endAHub(person: Person, installer: Person): Promise<void> {
  const hub = await addHub(owner, dealer);
  await owner.query("update hub set installed_by_id = $2 where id = $1", [hub.key, installer.id]);
  await activatePackage(contextOf(dealer, dealer.owner), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
  expect((await deactivatePackage(contextOf(dealer, person), await refOf(owner, hub))).ok).toBe(true);
}

async function sendRequest(person: Person): Promise<void> {
  const { rows } = await owner.query<{ now: Date }>(
    `select now() + k.offset_ms * interval '1 millisecond' as now from company c
     join simulation_clock k on k.id = c.clock_id where c.id = $1`,
    [dealer.id],
  );
  await owner.query(
    `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
     values ($1, $2, $3, 'PENDING', $4, $5, $5::timestamptz + interval '90 days')`,
    [randomUUID(), dealer.id, (await addReseller(owner, "Another")).id, person.id, rows[0]?.now],
  );
}

async function bellOf({ id }: Person): Promise<Record<string, unknown>[]> {
  const { rows } = await owner.query<{ data: Record<string, unknown> }>(
    "select data from notification where account_id = $1 and kind = 'work.handed_over'",
    [id],
  );
  return rows.map(({ data }) => data);
}

async function lastChange(): Promise<Record<string, unknown>> {
  const { rows } = await owner.query(
    "select after from audit_entry where company_id = $1 order by at desc, recorded_at desc limit 1",
    [dealer.id],
  );
  return rows[0]?.after;
}

beforeEach(async () => {
  dealer = await addDealer(owner);
  await connect(owner, dealer, await addReseller(owner));
  await endAHub(dealer.installer, dealer.installer);
  await endAHub(dealer.manager, dealer.installer);
  await sendRequest(dealer.manager);
  await advance(owner, dealer, 60_000);
});

describe("F25: a leaver's checklist", () => {
  test("counts ends of the own setting, own open requests, and hubs looked after", async () => {
    expect(await workOf(dealer.installer)).toEqual({ ...none, installedHubs: 2, upcomingChanges: 1, openRequests: 0 });
    expect(await workOf(dealer.manager)).toEqual({ ...none, installedHubs: 0, upcomingChanges: 1, openRequests: 1 });
    expect(await workOf(dealer.senior)).toEqual(none);
  });

  test("is empty after the removal, and all of it is the successor's, who hears of it", async () => {
    expect(await remove(dealer.manager, dealer.senior)).toMatchObject({ ok: true });
    expect(await workOf(dealer.manager)).toEqual(none);
    expect(await workOf(dealer.senior)).toEqual({ ...none, installedHubs: 0, upcomingChanges: 1, openRequests: 1 });
    expect(await bellOf(dealer.senior)).toMatchObject([
      { person: dealer.manager.name, hubs: 0, changes: 1, requests: 1 },
    ]);
    expect(await lastChange()).toMatchObject({ changesTo: dealer.senior.name, upcomingChanges: 1, openRequests: 1 });
    const { rows } = await owner.query("select status::text as status from hub_package where company_id = $1", [
      dealer.id,
    ]);
    expect(rows).toEqual([{ status: "EXPIRING" }, { status: "EXPIRING" }]);
  });

  test("gives hubs to an installer, and what an installer may not do to the owner", async () => {
    const other = dealer.senior;
    await owner.query("update employee set role = 'INSTALLER' where account_id = $1", [other.id]);
    await remove(dealer.installer, other);
    expect(await workOf(dealer.installer)).toEqual(none);
    expect(await workOf(other)).toEqual({ ...none, installedHubs: 2 });
    expect(await workOf(dealer.owner)).toEqual({ ...none, upcomingChanges: 1 });
    expect(await bellOf(other)).toMatchObject([{ hubs: 2, changes: 0 }]);
    expect(await bellOf(dealer.owner)).toEqual([]);
    expect(await lastChange()).toMatchObject({ hubsTo: other.name, changesTo: dealer.owner.name });
  });

  test("goes on through several hands, and what was begun after a handover stays with whoever began it", async () => {
    await remove(dealer.manager, dealer.senior);
    await sendRequest(dealer.senior);
    await advance(owner, dealer, 60_000);
    await remove(dealer.senior, dealer.owner);
    await sendRequest(dealer.owner);
    expect(await workOf(dealer.senior)).toEqual(none);
    expect(await workOf(dealer.manager)).toEqual(none);
    expect(await workOf(dealer.owner)).toEqual({ ...none, installedHubs: 0, upcomingChanges: 1, openRequests: 3 });
  });

  test("of who comes back is empty again, and of that person's new work alone", async () => {
    await remove(dealer.manager, dealer.senior);
    await owner.query("update employee set state = 'ACTIVE', ended_at = null where account_id = $1", [
      dealer.manager.id,
    ]);
    expect(await workOf(dealer.manager)).toEqual(none);
    await sendRequest(dealer.manager);
    expect(await workOf(dealer.manager)).toEqual({ ...none, openRequests: 1 });
    expect(await workOf(dealer.senior)).toMatchObject({ openRequests: 1 });
  });

  test("of who leaves by own choice goes to the owner", async () => {
    expect(await leaveCompany(contextOf(dealer, dealer.installer), { version: 1 })).toMatchObject({ ok: true });
    expect(await workOf(dealer.installer)).toEqual(none);
    expect(await workOf(dealer.owner)).toEqual({ ...none, installedHubs: 2, upcomingChanges: 1, openRequests: 0 });
    expect(await bellOf(dealer.owner)).toHaveLength(1);
  });

  test("with nothing on it hands nothing over", async () => {
    await remove(dealer.senior, dealer.manager);
    const { rows } = await owner.query("select id from handover where company_id = $1", [dealer.id]);
    expect(rows).toEqual([]);
    expect(await bellOf(dealer.manager)).toEqual([]);
  });
});

describe("a successor", () => {
  test("is refused who does not work here, has left, or is the leaver, with nothing written", async () => {
    const stranger = await addDealer(owner);
    const foreign = (await employeeRefOf(owner, stranger, stranger.owner.id)).employeeId;
    const gone = await refTo(dealer.senior);
    await remove(dealer.senior, dealer.owner);
    const ref = await employeeRefOf(owner, dealer, dealer.manager.id);
    for (const successorId of [foreign, gone, ref.employeeId, randomUUID()]) {
      const removing = removeEmployee(contextOf(dealer, dealer.owner), { ...ref, successorId });
      await expect(removing).rejects.toThrow("NOT_FOUND");
    }
    expect(await workOf(dealer.manager)).toMatchObject({ openRequests: 1 });
  });

  test("who is removed at the same moment takes nothing along: one of both removals follows the other", async () => {
    const refs = await Promise.all(
      [dealer.manager, dealer.senior].map((person) => employeeRefOf(owner, dealer, person.id)),
    );
    const [manager, senior] = refs;
    const results = await Promise.allSettled([
      removeEmployee(contextOf(dealer, dealer.owner), { ...must(manager), successorId: must(senior).employeeId }),
      removeEmployee(contextOf(dealer, dealer.owner), { ...must(senior), successorId: must(manager).employeeId }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { rows } = await owner.query<{ id: string }>(
      "select account_id as id from employee where company_id = $1 and state = 'ACTIVE' and account_id = any($2)",
      [dealer.id, [dealer.manager.id, dealer.senior.id]],
    );
    expect(rows).toHaveLength(1);
    const left = rows[0]?.id === dealer.manager.id ? dealer.manager : dealer.senior;
    expect(await workOf(left)).toMatchObject({ upcomingChanges: 1, openRequests: 1 });
  });

  test("is another person who works there, whatever writes", async () => {
    const write = (toId: string) =>
      db.app.query(
        `insert into handover (id, company_id, from_id, to_id, at) values (gen_random_uuid(), $1, $2, $3, now())`,
        [dealer.id, dealer.manager.id, toId],
      );
    await expect(write(dealer.manager.id)).rejects.toMatchObject({ constraint: "handover_to_another" });
    const stranger = await addDealer(owner);
    await expect(write(stranger.owner.id)).rejects.toMatchObject({ constraint: "handover_to_employee" });
    await write(dealer.senior.id);
    await expect(db.app.query("delete from handover")).rejects.toMatchObject({ code: "42501" });
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Nothing is here.");
  return value;
}
