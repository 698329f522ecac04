import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addOffer } from "../support/dealer";
import { addLiveHub, type FleetHub } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPartners, type Partners } from "../support/partners";
import { insertSql, refusalOf as refusalBy } from "../support/refusal";

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

const [requestId, changeId] = [randomUUID(), randomUUID()];

/** A request to move hubs, as its dealer would send it, but for what `columns` say. */
const ask = (columns: Record<string, string> = {}) =>
  insertSql("move_request", {
    id: `'${requestId}'`,
    company_id: `'${partners.id}'`,
    reseller_id: `'${partners.second.reseller.id}'`,
    connection_id: `'${partners.secondConnectionId}'`,
    sent_by_id: `'${partners.owner.id}'`,
    sent_by_name: "'Owner'",
    sent_at: "'2040-03-12T09:00:00Z'",
    expires_at: boundary,
    ...columns,
  });

/** The move of the hub that the request plans. */
const plan = (columns: Record<string, string> = {}) =>
  insertSql("scheduled_change", {
    id: `'${changeId}'`,
    company_id: `'${partners.id}'`,
    hub_id: `'${hub.key}'`,
    kind: "'MOVE'",
    effective_at: boundary,
    zone: "'Europe/Kyiv'",
    reseller_id: `'${partners.second.reseller.id}'`,
    connection_id: `'${partners.secondConnectionId}'`,
    hub_package_id: `'${hub.packageId}'`,
    move_request_id: `'${requestId}'`,
    offer_id: "(select id from package_offer)",
    created_by_id: `'${partners.owner.id}'`,
    created_by_name: "'Owner'",
    created_at: "'2040-03-12T09:00:00Z'",
    is_approved: "true",
    ...columns,
  });

const change = (set: string) => `update scheduled_change set ${set}, version = version + 1 where id = '${changeId}'`;

test("no move is done without the new reseller's word", async () => {
  const carryOut = change(`status = 'DONE', closed_at = ${boundary},
    result_id = (select id from hub_package where previous_id = '${hub.packageId}')`);
  expect(await refusalOf(ask(), plan(), moveAway(), takeOver(), carryOut)).toBe("accepted");
  expect(await refusalOf(ask(), plan({ is_approved: "false" }), moveAway(), takeOver(), carryOut)).toBe(
    "scheduled_change_approved_first",
  );
});

test("a request is decided or waits, a decline says why, and it ends after it was sent", async () => {
  expect(await refusalOf(ask())).toBe("accepted");
  const wrong: Record<string, string>[] = [
    { decided_at: "now()" },
    { status: "'APPROVED'" },
    { status: "'DECLINED'", decided_at: "now()" },
    { expires_at: "'2040-03-12T09:00:00Z'" },
  ];
  for (const columns of wrong) {
    expect(await refusalOf(ask(columns)), JSON.stringify(columns)).toBe("move_request_columns_agree");
  }
});

test("a change is over or planned, done with a result, refused with a rule, and a move has run, boundary and request", async () => {
  const wrong: Record<string, string>[] = [
    { closed_at: "now()" },
    { status: "'CANCELED'" },
    { status: "'DONE'", closed_at: "now()" },
    { status: "'REFUSED'", closed_at: "now()" },
    { refusal: "'RESELLER_NOT_USABLE'" },
    { hub_package_id: "null" },
    { effective_at: "null" },
    { move_request_id: "null" },
    { kind: "'START'" },
  ];
  for (const columns of wrong) {
    expect(await refusalOf(ask(), plan(columns)), JSON.stringify(columns)).toBe("scheduled_change_columns_agree");
  }
});

test("one change is planned a hub, and what is over stays over", async () => {
  const another = plan({ id: "gen_random_uuid()" });
  const cancel = change("status = 'CANCELED', closed_at = now()");
  expect(await refusalOf(ask(), plan(), another)).toBe("scheduled_change_one_planned");
  expect(await refusalOf(ask(), plan(), cancel, another)).toBe("accepted");
  expect(await refusalOf(ask(), plan(), cancel, change("status = 'PLANNED', closed_at = null"))).toBe(
    "scheduled_change_moves",
  );
});
