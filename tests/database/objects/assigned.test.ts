import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/server/context";
import { setAssignedOnly } from "@/lib/server/services/companies/set-assigned-only";
import { removeEmployee } from "@/lib/server/services/employees/end-employment";
import { addHub as addHubToObject } from "@/lib/server/services/objects/add-hub";
import { assignObject } from "@/lib/server/services/objects/assign-object";
import { createObject } from "@/lib/server/services/objects/create-object";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { moveHub } from "@/lib/server/services/objects/move-hub";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { transferHub } from "@/lib/server/services/objects/transfer-hub";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { planStart } from "@/lib/server/services/packages/plan-start";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { sendAgain } from "@/lib/server/services/sims/send-again";
import { findHubPlace, listObjectHubs } from "@/lib/server/store/hub-detail";
import { countHubsWithinReach, listHubRows } from "@/lib/server/store/hub-list";
import { readTransferHub, searchTransferHubs } from "@/lib/server/store/hub-transfers";
import { listNewEmptyObjects, searchObjects } from "@/lib/server/store/objects";
import { listSimRows } from "@/lib/server/store/sim-list";
import { employeeRefOf } from "../employees/people";
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
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { refusalOf } from "../support/refusal";

let db: TestDatabase;
let dealer: Dealer;
let stranger: Dealer;
/** The hub of the installer's own object, and one of nobody's. */
let own: TestHub;
let other: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

beforeEach(async () => {
  dealer = await addDealer(db.owner);
  stranger = await addDealer(db.owner);
  await connect(db.owner, dealer, await addReseller(db.owner));
  own = await addHub(db.owner, dealer);
  other = await addHub(db.owner, dealer);
  expect(await switchTo(true)).toMatchObject({ ok: true });
  expect(await assign(own, dealer.installer)).toMatchObject({ ok: true });
});

afterAll(() => db.close());

const as = (person: Person) => contextOf(dealer, person);
const switchTo = (isAssignedOnly: boolean, person = dealer.owner) => setAssignedOnly(as(person), { isAssignedOnly });
const employeeOf = async ({ id }: Person) => (await employeeRefOf(db.owner, dealer, id)).employeeId;

async function assign({ objectId }: TestHub, to: Person | null, by = dealer.manager) {
  return assignObject(as(by), { objectId, employeeId: to && (await employeeOf(to)) });
}

/** Reads as somebody does, in a transaction of that person's. */
function reading<T>(person: Person, read: Parameters<typeof inTransaction<T>>[1]): Promise<T> {
  return inTransaction(contextOf(dealer, person, { isRead: true }), read);
}

const page = { sort: "name", isDescending: false, cursor: null, direction: "FORWARD", limit: 10 } as const;
const everything = {
  search: null,
  status: null,
  resellerId: null,
  installerId: null,
  isOffline: false,
  hasSimProblem: false,
  run: null,
  hasEnd: false,
};
const now = new Date();

const listFor = (person: Person) =>
  reading(person, async (tx, { companyId }) => {
    const rows = await listHubRows(tx, companyId, { filter: everything, now }, page);
    return rows.map(({ hubId }) => hubId).sort();
  });

describe("assigned objects only", () => {
  test("narrows an installer in every list and page, and nobody else", async () => {
    expect(await listFor(dealer.installer)).toEqual([own.hubId]);
    for (const person of [dealer.owner, dealer.senior, dealer.manager]) {
      expect(await listFor(person)).toEqual([own.hubId, other.hubId].sort());
    }
    const seen = await reading(dealer.installer, async (tx, { companyId }) => ({
      counts: await countHubsWithinReach(tx, companyId, now),
      there: (await listObjectHubs(tx, companyId, own.objectId)).length,
      elsewhere: (await listObjectHubs(tx, companyId, other.objectId)).length,
      found: await findHubPlace(tx, companyId, { kind: "HUB", hubId: own.hubId }),
      lost: await findHubPlace(tx, companyId, { kind: "HUB", hubId: other.hubId }),
      sims: (await listSimRows(tx, companyId, { state: null, search: null, now }, { ...page, cursor: null })).length,
      objects: await searchObjects(tx, companyId, { search: "", except: own.objectId, limit: 10 }),
      empty: await listNewEmptyObjects(tx, companyId),
      targets: await searchTransferHubs(tx, companyId, {
        search: "",
        models: ["HUB_2"],
        except: own.hubId,
        now,
        limit: 10,
      }),
    }));
    expect(seen).toEqual({
      counts: { objects: 1, inactive: 1, active: 0, expiring: 0, activating: 0 },
      there: 1,
      elsewhere: 0,
      found: { objectId: own.objectId, hubId: own.hubId },
      lost: null,
      sims: 1,
      objects: [],
      empty: [],
      targets: [],
    });
    await expect(
      reading(dealer.installer, (tx, { companyId }) => readTransferHub(tx, companyId, other.hubId, now)),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("lets an installer act on the own objects, and finds nothing on the others", async () => {
    const ctx = () => as(dealer.installer);
    expect(await activatePackage(ctx(), { ...(await refOf(db.owner, own)), offerCode: "AJAX_SIM" })).toMatchObject({
      ok: true,
    });
    const ref = await refOf(db.owner, other);
    const named = { objectId: other.objectId, hubId: "00C0FFEE", name: "Any", model: "HUB_2" as const, iccid: null };
    const tries = [
      () => activatePackage(ctx(), { ...ref, offerCode: "AJAX_SIM" }),
      () => stopPackage(ctx(), ref),
      () => installSim(ctx(), { ...other, slot: 2, iccid: "8988303000000000001" }),
      () => swapSim(ctx(), { ...ref, iccid: "8988303000000000001" }),
      () => moveHub(ctx(), { ...other, toObjectId: own.objectId }),
      () => moveHub(ctx(), { ...own, toObjectId: other.objectId }),
      () => transferHub(ctx(), { ...other, toHubId: own.hubId }),
      () => transferHub(ctx(), { ...own, toHubId: other.hubId }),
      () => addHubToObject(ctx(), named),
      () => addHubToObject(ctx(), { ...named, objectId: own.objectId, hubId: other.hubId }),
      () => sendAgain(ctx(), { ...other, iccid: "8988303000000000001" }),
      () => planStart(ctx(), { ...ref, offerCode: "AJAX_SIM", startsOn: null }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("finds nothing any more where the object was taken away while the form was open", async () => {
    const ref = await refOf(db.owner, own);
    expect(await assign(own, dealer.manager)).toMatchObject({ ok: true });
    const late = activatePackage(as(dealer.installer), { ...ref, offerCode: "AJAX_SIM" });
    await expect(late).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { rows } = await db.owner.query("select id from hub_package where company_id = $1", [dealer.id]);
    expect(rows).toEqual([]);
  });

  test("is the owner's to switch, holds from the next request, and leaves an installer what that one creates", async () => {
    for (const person of [dealer.senior, dealer.manager, dealer.installer]) {
      await expect(switchTo(false, person)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const place = { name: "Mill", address: "vul. Mlynova 1", reference: null, endUserName: null };
    const made = await createObject(as(dealer.installer), place);
    expect(made.ok && (await listEmptyFor(dealer.installer))).toEqual([
      { id: made.ok && made.value.objectId, name: "Mill" },
    ]);

    await switchTo(false);
    expect(await listFor(dealer.installer)).toHaveLength(2);
    await switchTo(false);
    const { rows } = await db.owner.query(
      `select after ->> 'isAssignedOnly' as to from audit_entry where company_id = $1 and action = 'company.updated' order by at`,
      [dealer.id],
    );
    expect(rows).toEqual([{ to: "true" }, { to: "false" }]);
  });
});

const listEmptyFor = (person: Person) => reading(person, (tx, { companyId }) => listNewEmptyObjects(tx, companyId));

describe("assigning an object", () => {
  test("is owner's and managers'; of another company, and to its people, nothing is found", async () => {
    await expect(assign(other, dealer.installer, dealer.installer)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const theirs = await employeeRefOf(db.owner, stranger, stranger.installer.id);
    const foreign = await addHub(db.owner, stranger);
    for (const attempt of [
      () => assignObject(as(dealer.owner), { objectId: own.objectId, employeeId: theirs.employeeId }),
      () => assign(foreign, dealer.installer),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const forced = `update secured_object set assigned_to_id = '${theirs.employeeId}' where id = '${own.objectId}'`;
    expect(await refusalOf(db.app, forced)).toBe("secured_object_company_id_assigned_to_id_fkey");
  });

  test("is written to history once, and taken back by assigning to nobody", async () => {
    expect(await assign(own, dealer.installer)).toMatchObject({ ok: true });
    expect(await assign(own, null)).toMatchObject({ ok: true });
    const { rows } = await db.owner.query(
      `select before ->> 'assignedTo' as "from", after ->> 'assignedTo' as "to" from audit_entry
       where subject_id = $1 and action = 'object.assigned' order by subject_version`,
      [own.objectId],
    );
    const { name } = dealer.installer;
    expect(rows).toEqual([
      { from: null, to: name },
      { from: name, to: null },
    ]);
    expect(await listFor(dealer.installer)).toEqual([]);
  });

  test("goes over to a leaver's successor", async () => {
    const ref = await employeeRefOf(db.owner, dealer, dealer.installer.id);
    const removed = await removeEmployee(as(dealer.owner), { ...ref, successorId: await employeeOf(dealer.manager) });
    expect(removed).toMatchObject({ ok: true });
    const { rows } = await db.owner.query("select assigned_to_id as to from secured_object where id = $1", [
      own.objectId,
    ]);
    expect(rows).toEqual([{ to: await employeeOf(dealer.manager) }]);
  });
});
