import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fleetListSchema } from "@/lib/schemas/simulator";
import { inSystemTransaction } from "@/lib/server/context";
import { listFleetHubs } from "@/lib/server/store/fleet-panel";
import { addDealer, addHub, type Dealer, type TestHub } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let dealer: Dealer;

/** One hub of each kind, by the name it bears. */
const hubNames = [
  "well",
  "offline",
  "offline with drift",
  "fault of the hub",
  "fault of the SIM",
  "offline with faults",
  "lifted faults",
  "drift",
  "never reported",
  "never ordered",
  "drift of a foreign SIM",
  "drift of a SIM taken out",
  "100% _odd_",
] as const;
type HubName = (typeof hubNames)[number];
const hubs = new Map<HubName, TestHub>();

const named = (name: HubName): TestHub => {
  const hub = hubs.get(name);
  if (!hub) throw new Error(`no hub "${name}"`);
  return hub;
};

beforeAll(async () => {
  db = await openTestDatabase();
  dealer = await addDealer(db.owner);
  await db.owner.query("update company set name = 'Lantern Alarms' where id = $1", [dealer.id]);
  for (const name of hubNames) {
    const hub = await addHub(db.owner, dealer);
    hubs.set(name, hub);
    await db.owner.query("update hub set name = $2 where id = $1", [hub.key, name]);
    await db.owner.query(
      "update ajax_sim set desired_version = 2, desired_at = now(), reported_status = 'DISABLED', reported_version = 2 where id = $1",
      [hub.simId],
    );
  }
  await breakThings();
  await addHubsOfNobody();
});
afterAll(() => db.close());

/** Leaves some hubs offline, some faulty, and some with a SIM that is not as ordered. */
async function breakThings(): Promise<void> {
  const keysOf = (...names: HubName[]) => names.map((name) => named(name).key);
  const simsOf = (...names: HubName[]) => names.map((name) => named(name).simId);
  const put = (sql: string, ids: string[]) => db.owner.query(sql, [ids]);
  await put(
    "update hub set is_online = false, online_since = null, last_seen_at = now() where id = any($1)",
    keysOf("offline", "offline with drift", "offline with faults"),
  );
  const drifting = ["drift", "offline with drift", "drift of a foreign SIM", "drift of a SIM taken out"] as const;
  await put("update ajax_sim set reported_status = 'ENABLED' where id = any($1)", simsOf(...drifting));
  await put(
    "update ajax_sim set kind = 'OTHER_OPERATOR', desired_status = 'DISABLED' where id = any($1)",
    simsOf("drift of a foreign SIM"),
  );
  await put("update ajax_sim set hub_id = null, slot = null where id = any($1)", simsOf("drift of a SIM taken out"));
  await put("update ajax_sim set reported_status = null where id = any($1)", simsOf("never reported", "never ordered"));
  await put("update ajax_sim set desired_at = null where id = any($1)", simsOf("never ordered"));
  const fault = (kind: string, place: "hub_id" | "sim_id", lifted: string) =>
    `insert into simulated_fault (id, kind, company_id, ${place}, injected_at, injected_by, lifted_at, lifted_by)
     select gen_random_uuid(), '${kind}', company_id, id, now(), 'Somebody', ${lifted}
     from ${place === "hub_id" ? "hub" : "ajax_sim"} where id = any($1)`;
  await put(fault("HUB_NO_MAINS", "hub_id", "null, null"), keysOf("fault of the hub", "offline with faults"));
  await put(fault("HUB_LID_OPEN", "hub_id", "null, null"), keysOf("offline with faults"));
  await put(fault("SIM_STUCK", "sim_id", "null, null"), simsOf("fault of the SIM", "offline with faults"));
  await put(fault("HUB_NO_MAINS", "hub_id", "now(), 'Somebody'"), keysOf("lifted faults"));
  await put(fault("SIM_STUCK", "sim_id", "now(), 'Somebody'"), simsOf("lifted faults"));
  // What ails the whole network is no fault of any one hub.
  await db.owner.query(
    `insert into simulated_fault (id, kind, clock_id, injected_at, injected_by)
     values (gen_random_uuid(), 'GATEWAY_DOWN', $1, now(), 'Somebody')`,
    [dealer.clockId],
  );
}

/** Hubs of a deleted company are nobody's: offline, faulty and drifting, they stand in no list. */
async function addHubsOfNobody(): Promise<void> {
  const gone = await addDealer(db.owner);
  const hub = await addHub(db.owner, gone);
  await db.owner.query("update hub set name = 'of nobody', is_online = false, online_since = null where id = $1", [
    hub.key,
  ]);
  await db.owner.query(
    `insert into simulated_fault (id, kind, company_id, hub_id, injected_at, injected_by)
     values (gen_random_uuid(), 'HUB_NO_MAINS', $1, $2, now(), 'Somebody')`,
    [gone.id, hub.key],
  );
  await db.owner.query("update company set deleted_at = now() where id = $1", [gone.id]);
}

/** Lists by the address of the page. */
async function list(address: string, limit = 50) {
  const { q, state } = fleetListSchema.parse(Object.fromEntries(new URLSearchParams(address)));
  return inSystemTransaction((tx) => listFleetHubs(tx, { search: q || null, state: state ?? null }, limit));
}

const namesOf = async (address: string) => (await list(address)).map(({ name }) => name).sort();

describe("the fleet panel lists", () => {
  test("every hub somebody holds, and none of a deleted company", async () => {
    expect(await namesOf("")).toEqual([...hubNames].sort());
  });

  test("as offline: hubs out of reach, with whatever else ails them", async () => {
    expect(await namesOf("state=offline")).toEqual(["offline", "offline with drift", "offline with faults"]);
  });

  test("as faulty: hubs with a fault of their own or of their SIM that still stands, not the network's", async () => {
    expect(await namesOf("state=faults")).toEqual(["fault of the SIM", "fault of the hub", "offline with faults"]);
    const counts = (await list("state=faults")).map(({ name, faults }) => [name, faults]);
    expect(Object.fromEntries(counts)).toEqual({
      "fault of the SIM": 1,
      "fault of the hub": 1,
      "offline with faults": 3,
    });
  });

  test("as drifting: hubs in reach whose Ajax SIM in a slot says other than was ordered", async () => {
    expect(await namesOf("state=drift")).toEqual(["drift", "never reported"]);
  });

  test("what a search names, by hub, ID and company, within a filter too", async () => {
    expect(await namesOf("q=DRIFT")).toEqual([
      "drift",
      "drift of a SIM taken out",
      "drift of a foreign SIM",
      "offline with drift",
    ]);
    expect(await namesOf(`q=${named("well").hubId.toLowerCase()}`)).toEqual(["well"]);
    expect(await namesOf("q=lantern&state=offline")).toHaveLength(3);
    expect(await namesOf("q=drift&state=offline")).toEqual(["offline with drift"]);
    expect(await namesOf("q=nobody")).toEqual([]);
  });

  test("signs of a search as themselves", async () => {
    expect(await namesOf(`q=${encodeURIComponent("%")}`)).toEqual(["100% _odd_"]);
    expect(await namesOf("q=_")).toEqual(["100% _odd_"]);
  });

  test("everything for a filter that is none, and no more than asked for", async () => {
    expect(await namesOf("state=broken")).toHaveLength(hubNames.length);
    expect(await list("", 3)).toHaveLength(3);
  });
});
