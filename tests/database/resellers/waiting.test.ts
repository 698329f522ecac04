import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toInstant } from "@/lib/clock";
import { closeLimits } from "@/lib/server/limits";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { waitOutRequests } from "@/lib/server/services/resellers/wait-out-requests";
import { advanceClock } from "@/lib/server/services/simulation/advance-clock";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actsOn, addDesk, type Desk, deskContext, openNotices, passDays } from "./desk";

let database: TestDatabase;

type Pair = { dealer: Dealer; desk: Desk; requestId: string; sentAt: Temporal.Instant };

/** A dealer that has just asked a reseller, both alone on their clock. */
async function addPair(): Promise<Pair> {
  const dealer = await addDealer(database.owner);
  const desk = await addDesk(database.owner, dealer.clockId);
  const input = { resellerId: desk.resellerId, message: null };
  const outcome = await requestConnection(contextOf(dealer, dealer.owner), input);
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { requestId } = outcome.value;
  const { rows } = await database.owner.query("select sent_at from connection_request where id = $1", [requestId]);
  return { dealer, desk, requestId, sentAt: toInstant(rows[0].sent_at) };
}

/** What waiting brought about, with instants as days after the request was sent. */
async function tale({ dealer, desk, requestId, sentAt }: Pair): Promise<string[]> {
  const since = [sentAt.toString(), [dealer.id, desk.companyId]];
  const days = "round(extract(epoch from at - $1::timestamptz) / 86400, 4)::float8";
  const { rows: mails } = await database.owner.query(
    `select template || ' to ' || case company_id when $3::uuid then 'dealer' else 'reseller' end || ' on ' || ${days} || ' times ' || count(*) as line
     from mail_message where company_id = any($2::uuid[]) and template <> 'request-received'
     group by template, company_id, at order by at, company_id, template`,
    [...since, dealer.id],
  );
  const { rows: acts } = await database.owner.query(
    `select action || ' on ' || ${days} as line from audit_entry where subject_id = $2 and actor_kind = 'JOB' order by at`,
    [sentAt.toString(), requestId],
  );
  return [...acts, ...mails].map(({ line }) => line).sort();
}

async function statusOf({ requestId }: Pair) {
  const { rows } = await database.owner.query(
    `select status::text, reminded_days, closed_at = expires_at as exact from connection_request where id = $1`,
    [requestId],
  );
  return rows[0];
}

const wholeTale = [
  "connection.expired on 90",
  "connection.reminded on 45",
  "connection.reminded on 83",
  "request-expired to dealer on 90 times 3",
  "request-expired to reseller on 90 times 3",
  "request-reminder to reseller on 45 times 3",
  "request-reminder to reseller on 83 times 3",
];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => closeLimits());

describe("a request that waits", () => {
  test("is recalled on day 45 and day 83, once each, and closed on day 90", async () => {
    const pair = await addPair();
    await waitOutRequests();
    await passDays(database.owner, pair.dealer, 44.9);
    await waitOutRequests();
    expect(await tale(pair)).toEqual([]);

    await passDays(database.owner, pair.dealer, 0.2);
    await Promise.all([waitOutRequests(), waitOutRequests(), waitOutRequests()]);
    expect(await tale(pair)).toEqual([wholeTale[1], wholeTale[5]]);
    expect(await openNotices(database.owner, pair.desk.companyId)).toEqual(["request.reminded"]);

    await passDays(database.owner, pair.dealer, 38);
    await waitOutRequests();
    await waitOutRequests();
    expect(await statusOf(pair)).toMatchObject({ status: "PENDING", reminded_days: 83 });

    await passDays(database.owner, pair.dealer, 7);
    await Promise.all([waitOutRequests(), waitOutRequests()]);
    expect(await statusOf(pair)).toEqual({ status: "EXPIRED", reminded_days: 83, exact: true });
    expect(await tale(pair)).toEqual(wholeTale);
    expect(await openNotices(database.owner, pair.desk.companyId)).toEqual(["request.expired"]);
    expect(await openNotices(database.owner, pair.dealer.id)).toEqual(["request.expired"]);
    expect(await actsOn(database.owner, pair.requestId)).toHaveLength(4);
  });

  test("many small steps of the clock leave what one big one leaves", async () => {
    const [small, big] = [await addPair(), await addPair()];
    for (let day = 0; day < 100; day += 7) {
      await passDays(database.owner, small.dealer, 7);
      await waitOutRequests();
    }
    const mover = { accountId: big.dealer.owner.id, name: "Test", requestId: "test" };
    const at = big.sentAt.add({ hours: 24 * 100 });
    const clockId = big.dealer.clockId ?? "";
    expect((await advanceClock(mover, { clockId, target: { to: "INSTANT", at } })).ok).toBe(true);
    expect(await tale(small)).toEqual(wholeTale);
    expect(await tale(big)).toEqual(wholeTale);
    expect(await statusOf(small)).toEqual(await statusOf(big));
  });

  test("once decided it is neither recalled nor closed", async () => {
    const pair = await addPair();
    const terms = { dealerNumber: null, trialDays: 0, dealerFeeMinor: null };
    await approveRequest(deskContext(pair.desk, pair.dealer), { requestId: pair.requestId, ...terms });
    await passDays(database.owner, pair.dealer, 100);
    await waitOutRequests();
    expect((await tale(pair)).filter((line) => !line.startsWith("request-approved"))).toEqual([]);
    expect(await statusOf(pair)).toMatchObject({ status: "APPROVED" });
  });

  test("late jobs change nothing: past its 90 days it cannot be approved, and makes room for another", async () => {
    const pair = await addPair();
    await passDays(database.owner, pair.dealer, 90);
    const terms = { dealerNumber: null, trialDays: 0, dealerFeeMinor: null };
    const late = await approveRequest(deskContext(pair.desk, pair.dealer), { requestId: pair.requestId, ...terms });
    expect(late).toMatchObject({ refusal: "REQUEST_DECIDED", params: { outcome: "EXPIRED" } });
    const input = { resellerId: pair.desk.resellerId, message: null };
    expect((await requestConnection(contextOf(pair.dealer, pair.dealer.owner), input)).ok).toBe(true);
    expect(await statusOf(pair)).toMatchObject({ status: "EXPIRED", exact: true });
    expect(await actsOn(database.owner, pair.requestId)).toEqual([
      "connection.requested PERSON",
      "connection.expired JOB",
    ]);
  });

  test("two hundred at once are all told, each once", async () => {
    const pair = await addPair();
    await database.owner.query(
      `with made as (
         insert into company (id, slug, name, kind, country, time_zone, email, clock_id, created_at)
         select gen_random_uuid(), 'crowd-' || gen_random_uuid(), 'Crowd', 'MIXED', 'UA', 'Europe/Kyiv',
           'crowd@test.example', $1, now() from generate_series(1, 200) returning id), owners as (
         insert into employee (id, company_id, account_id, role, joined_at)
         select gen_random_uuid(), id, $2, 'OWNER', now() from made)
       insert into connection_request (id, company_id, reseller_id, sent_by_id, sent_at, expires_at)
       select gen_random_uuid(), id, $3, $2, now(), now() + interval '90 days' from made`,
      [pair.dealer.clockId, pair.dealer.owner.id, pair.desk.resellerId],
    );
    await passDays(database.owner, pair.dealer, 91);
    await Promise.all([waitOutRequests(), waitOutRequests()]);
    const { rows } = await database.owner.query(
      `select count(*) filter (where status = 'EXPIRED')::int as expired,
         (select count(*)::int from mail_message where company_id = $2 and template = 'request-reminder') as reminders
       from connection_request where reseller_id = $1`,
      [pair.desk.resellerId, pair.desk.companyId],
    );
    expect(rows).toEqual([{ expired: 201, reminders: 201 * 2 * 3 }]);
  });
});
