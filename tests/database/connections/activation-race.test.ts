import { afterAll, beforeAll, expect, test } from "vitest";
import { toDate } from "@/lib/clock";
import { endOfMonth } from "@/lib/domain/reseller-connection";
import { closeLimits } from "@/lib/server/limits";
import { endConnection } from "@/lib/server/services/connections/end-connection";
import { endConnectionNow } from "@/lib/server/services/connections/end-connection-now";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  refOf,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { connectionRef } from "../support/partners";

const races = 1_000;
const atOnce = 20;
/** A head start is measured in reads of the database, so that it is as long as the machine is slow. */
const mostReads = 64;
const endMonth = "2040-04";
const zone = "Europe/Kyiv";

let db: TestDatabase;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  dealer = await addDealer(db.owner);
  await db.owner.query(
    "update simulation_clock set offset_ms = (extract(epoch from '2040-03-12T09:00:00Z'::timestamptz - now()) * 1000)::bigint where id = $1",
    [dealer.clockId],
  );
});

afterAll(async () => {
  await closeLimits();
  await db.close();
});

type Race = { connectionId: string; resellerId: string; hub: TestHub };

/** One hub that never ran anything, and a connection of its own to a reseller of its own. */
async function addRace(): Promise<Race> {
  const reseller = await addReseller(db.owner);
  await db.owner.query("update company set clock_id = $1 where id = $2", [dealer.clockId, reseller.companyId]);
  const connectionId = await connect(db.owner, dealer, reseller);
  return { connectionId, resellerId: reseller.id, hub: await addHub(db.owner, dealer) };
}

/** What came of both acts: accepted, or the code of the refusal. */
type Finish = { race: Race; isAtOnce: boolean; activation: string; end: string };

/** Presses Activate and lets the connection end at the same time; in every other pair the end has a head start. */
async function run(race: Race, index: number): Promise<Finish> {
  const { connectionId, resellerId, hub } = race;
  const [ref, place] = [await connectionRef(db.owner, connectionId), await refOf(db.owner, hub)];
  const isAtOnce = index % 2 === 0;
  const owner = contextOf(dealer, dealer.owner);
  const activate = async () =>
    nameOf(await activatePackage(contextOf(dealer, dealer.installer), { ...place, offerCode: "AJAX_SIM", resellerId }));
  const end = async () =>
    nameOf(isAtOnce ? await endConnectionNow(owner, ref) : await endConnection(owner, { ...ref, endMonth }));
  const ended = end();
  for (let reads = index % 4 < 2 ? 0 : (index >> 2) % mostReads; reads > 0; reads--) await db.owner.query("select 1");
  const [activation] = await Promise.all([activate(), ended]);
  return { race, isAtOnce, activation, end: await ended };
}

const nameOf = (outcome: { ok: true } | { ok: false; refusal: string }) => (outcome.ok ? "accepted" : outcome.refusal);

test("of an activation and the end of its connection, a package never runs without an approved reseller", async () => {
  const finishes: Finish[] = [];
  for (let begun = 0; begun < races; begun += atOnce) {
    const batch: Race[] = [];
    for (let each = 0; each < atOnce; each++) batch.push(await addRace());
    finishes.push(...(await Promise.all(batch.map((race, index) => run(race, begun + index)))));
  }

  const told = finishes.map(({ isAtOnce, activation, end }) => `${isAtOnce ? "now" : "month"}: ${activation}, ${end}`);
  expect([...new Set(told)].sort()).toEqual([
    "month: RESELLER_NOT_USABLE, accepted",
    "month: accepted, accepted",
    "now: RESELLER_NOT_USABLE, accepted",
    "now: accepted, CONNECTION_IN_USE",
  ]);
  const { rows } = await db.owner.query<{ state: string; status: string | null; end: Date | null; n: number }>(
    `select n.state::text as state, p.status::text as status, p.expires_at as "end", count(*)::int as n
     from reseller_connection n left join hub_package p on p.connection_id = n.id group by 1, 2, 3 order by 1, 2`,
  );
  const expires = toDate(endOfMonth(endMonth, zone));
  const n = expect.any(Number);
  expect(rows).toEqual([
    { state: "CLOSED", status: null, end: null, n },
    { state: "ENDING", status: "EXPIRING", end: expires, n },
    { state: "ENDING", status: null, end: null, n },
    { state: "OPEN", status: "ACTIVE", end: null, n },
  ]);
  expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(races);
});
