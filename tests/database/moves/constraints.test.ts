import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addOffer } from "../support/dealer";
import { addLiveHub, type FleetHub } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPartners, type Partners } from "../support/partners";
import { refusalOf as refusalBy } from "../support/refusal";

const now = Temporal.Instant.from("2040-03-12T09:00:00Z");
const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");
const boundary = "'2040-03-31T21:00:00Z'";

let db: TestDatabase;
let partners: Partners;
let hub: FleetHub;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

beforeEach(async () => {
  partners = await addPartners(db.owner, { now });
  hub = await addLiveHub(db.owner, partners, { activatedAt });
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

const moveAway = () =>
  `update hub_package set status = 'INACTIVE', end_reason = 'MOVED', ended_at = ${boundary}, version = version + 1
   where id = '${hub.packageId}'`;

/** The run that takes over, as the rollover writes it, but for what `columns` say. Values are SQL expressions. */
function takeOver(columns: Record<string, string> = {}): string {
  const all = {
    id: "gen_random_uuid()",
    company_id: "company_id",
    hub_id: "hub_id",
    sim_id: "sim_id",
    offer_id: "offer_id",
    reseller_id: `'${partners.second.reseller.id}'`,
    connection_id: `'${partners.secondConnectionId}'`,
    previous_id: "id",
    status: "'ACTIVE'",
    billing_zone: "billing_zone",
    activated_at: "ended_at",
    confirm_by: "confirm_by",
    confirmed_at: "ended_at",
    ...columns,
  };
  return `insert into hub_package (${Object.keys(all).join(", ")}) select ${Object.values(all).join(", ")}
    from hub_package where id = '${hub.packageId}'`;
}

test("a move with the run that takes over is accepted", async () => {
  expect(await refusalOf(moveAway(), takeOver())).toBe("accepted");
});

test("a run that moved away goes on in another one", async () => {
  const simOff = `update ajax_sim set desired_status = 'DISABLED', desired_version = desired_version + 1
    where id = '${hub.simId}'`;
  expect(await refusalOf(moveAway(), simOff)).toBe("hub_package_moved_on");
});

test("the run that takes over begins at that instant, with the zone and confirmation of the one before", async () => {
  const own = { reseller_id: `'${partners.reseller.id}'`, connection_id: `'${partners.connectionId}'` };
  const others: Record<string, string>[] = [
    { activated_at: "ended_at + interval '1 second'", confirmed_at: "ended_at + interval '1 second'" },
    { billing_zone: "'Europe/Rome'" },
    { confirmed_at: "ended_at + interval '1 hour'" },
    own,
  ];
  for (const columns of others) {
    expect(await refusalOf(moveAway(), takeOver(columns)), JSON.stringify(columns)).toBe("hub_package_moved_on");
  }
});

test("nothing takes over on a connection that is not open", async () => {
  const ending = `update reseller_connection set state = 'CLOSED', closed_at = ${boundary}, version = version + 1
    where id = '${partners.secondConnectionId}'`;
  expect(await refusalOf(ending, moveAway(), takeOver())).toBe("hub_package_connection_open");
});

test("no move is done without the new reseller's word", async () => {
  const [requestId, changeId] = [randomUUID(), randomUUID()];
  const ask = `insert into move_request (id, company_id, reseller_id, connection_id, sent_by_id, sent_by_name, sent_at,
      expires_at)
    values ('${requestId}', '${partners.id}', '${partners.second.reseller.id}', '${partners.secondConnectionId}',
      '${partners.owner.id}', 'Owner', '2040-03-12T09:00:00Z', ${boundary})`;
  const plan = (isApproved: boolean) => `
    insert into scheduled_change (id, company_id, hub_id, kind, effective_at, zone, reseller_id, connection_id,
      hub_package_id, move_request_id, offer_id, created_by_id, created_by_name, created_at, is_approved)
    values ('${changeId}', '${partners.id}', '${hub.key}', 'MOVE', ${boundary}, 'Europe/Kyiv',
      '${partners.second.reseller.id}', '${partners.secondConnectionId}', '${hub.packageId}', '${requestId}', (select id from package_offer),
      '${partners.owner.id}', 'Owner', '2040-03-12T09:00:00Z', ${isApproved})`;
  const carryOut = `update scheduled_change set status = 'DONE', closed_at = ${boundary}, version = version + 1,
    result_id = (select id from hub_package where previous_id = '${hub.packageId}') where id = '${changeId}'`;
  expect(await refusalOf(ask, plan(true), moveAway(), takeOver(), carryOut)).toBe("accepted");
  expect(await refusalOf(ask, plan(false), moveAway(), takeOver(), carryOut)).toBe("scheduled_change_approved_first");
});
