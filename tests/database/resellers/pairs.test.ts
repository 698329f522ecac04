import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { inTransaction } from "@/lib/server/context";
import { askReseller } from "@/lib/server/services/resellers/ask-reseller";
import { findReseller, holdDealer } from "@/lib/server/store/resellers";
import { addDealer, contextOf, type Dealer, type Person } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addDesk, type Desk } from "./desk";

type Ask = { dealer: Dealer; desk: Desk; person: Person };

const total = 1_000;
const connections = 40;
let database: TestDatabase;
let pairs: { dealer: Dealer; desk: Desk }[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const dealers: Dealer[] = [];
  while (dealers.length < 10) dealers.push(await addDealerHere());
  const desks = [await addDesk(database.owner, null), await addDesk(database.owner, null)];
  pairs = dealers.flatMap((dealer) => desks.map((desk) => ({ dealer, desk })));
});

async function addDealerHere(): Promise<Dealer> {
  const dealer = await addDealer(database.owner);
  await database.owner.query("update company set clock_id = null where id = $1", [dealer.id]);
  return { ...dealer, clockId: null };
}

const clients: Client[] = [];
async function clientOf(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  clients.push(client);
  await client.connect();
  return client;
}
afterAll(() => Promise.all(clients.map((client) => client.end())));

/** A thousand asks, dealt out so that each pair is asked for fifty times by three people. */
function asks(): Ask[] {
  return Array.from({ length: total }, (_, index) => {
    const pair = pairs[index % pairs.length];
    if (!pair) throw new Error("There are no pairs.");
    const { owner, senior, manager } = pair.dealer;
    return { ...pair, person: [owner, senior, manager][index % 3] ?? owner };
  });
}

async function openRequests(): Promise<{ requests: number; pairs: number }> {
  const { rows } = await database.owner.query<{ requests: number; pairs: number }>(
    `select count(*)::int as requests, count(distinct (company_id, reseller_id))::int as pairs
     from connection_request where closed_at is null and company_id = any($1)`,
    [pairs.map(({ dealer }) => dealer.id)],
  );
  return rows[0] ?? { requests: 0, pairs: 0 };
}

/** Does all of `work`, as many at once as there are `lanes`. */
async function inLanes<T>(
  work: T[],
  lanes: number,
  run: (item: T, lane: number) => Promise<string>,
): Promise<string[]> {
  const left = [...work];
  const answers: string[] = [];
  const runLane = async (lane: number) => {
    for (let item = left.shift(); item; item = left.shift()) answers.push(await run(item, lane));
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
  return answers;
}

function count(answers: string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(answers)].map((answer) => [answer, answers.filter((one) => one === answer).length]),
  );
}

test("a thousand simultaneous requests over twenty pairs leave twenty", async () => {
  const answers = await inLanes(asks(), 12, async ({ dealer, desk, person }) => {
    const outcome = await inTransaction(contextOf(dealer, person), async (tx, ctx) => {
      await holdDealer(tx, ctx.companyId);
      const reseller = await findReseller(tx, ctx.companyId, desk.resellerId);
      if (!reseller) throw new AppError("NOT_FOUND");
      return askReseller(tx, ctx, { reseller, message: null });
    });
    return outcome.ok ? "SENT" : outcome.refusal;
  });
  expect(count(answers)).toEqual({ SENT: 20, REQUEST_OPEN: 980 });
  expect(await openRequests()).toEqual({ requests: 20, pairs: 20 });
});

test("the database alone holds it: a thousand rows written past every rule leave twenty", async () => {
  const lanes = await Promise.all(Array.from({ length: connections }, () => clientOf(database.appUrl)));
  const answers = await inLanes(asks(), connections, async ({ dealer, desk, person }, lane) => {
    try {
      await lanes[lane]?.query(
        `insert into connection_request (id, company_id, reseller_id, sent_by_id, sent_at, expires_at)
         values (gen_random_uuid(), $1, $2, $3, now(), now() + interval '90 days')`,
        [dealer.id, desk.resellerId, person.id],
      );
      return "SENT";
    } catch (error) {
      return error instanceof Error && "constraint" in error ? String(error.constraint) : String(error);
    }
  });
  expect(count(answers)).toEqual({ SENT: 20, connection_request_one_open: 980 });
  expect(await openRequests()).toEqual({ requests: 20, pairs: 20 });
});
