import type { Client } from "pg";
import type { HubState } from "@/prisma/seed/hub-states";
import { Problem, say } from "../command";
import { openFleetCalendar } from "./fleet-calendar";
import { type FleetCompany, readFleetCompany } from "./fleet-company";
import {
  deviceStatement,
  faultStatement,
  hubStatement,
  movedSimStatement,
  objectStatement,
  roomStatement,
  simStatement,
  taskStatement,
} from "./fleet-equipment";
import { drawFleet } from "./fleet-plan";
import {
  auditStatement,
  entryStatement,
  leaveStatement,
  moveStatement,
  reopenStatement,
  rolloverStatement,
  startStatement,
} from "./fleet-runs";
import { drawStates } from "./fleet-shares";
import { fleetMark, layDownTerms } from "./fleet-terms";
import { writeNumber } from "./write-number";

/** `months` counts the months of earlier runs. `states` are repeated over the hubs instead of the demo world's shares. */
export type FleetRequest = { companySlug: string; seed: number; hubs: number; months: number; states?: HubState[] };

export type FleetCounts = {
  companyName: string;
  objects: number;
  hubs: number;
  livePackages: number;
  endedPackages: number;
};

/** About so many hubs are written in one transaction: few enough that a portal in use hardly waits. */
const chunkSize = 10_000;

/** The tables whose figures the planner needs anew after so many rows, the largest first. */
const filledTables = [
  "hub",
  "audit_entry",
  "device",
  "hub_package",
  "room, ajax_sim",
  "secured_object, simulated_fault, service_task, rollover_run, rollover_entry, company_tally",
];

/**
 * Gives a company a fleet: hubs in the shares of the demo world's states, with objects, SIM cards, devices, packages,
 * history and ledger. The same seed gives the same hubs, names and states on every machine, however many connections
 * write them; instants count back from the company's present. No events are announced. Throws a Problem where the
 * company has a fleet or may have none. The connections are of one database, by its owner; they share the work.
 */
export async function buildFleet(clients: readonly [Client, ...Client[]], request: FleetRequest): Promise<FleetCounts> {
  const [client] = clients;
  const company = await readFleetCompany(client, request.companySlug);
  await refuseSecondFleet(client, company);
  const calendar = openFleetCalendar(company.now, company.timeZone, request.months);
  const states = request.states ?? drawStates(request.seed, company.ending !== null);
  try {
    await shareOut(clients, clients, async (_, own) => {
      await layDownTerms(own, { company, calendar, seed: request.seed, hubs: request.hubs, states });
      await drawFleet(own, request.hubs);
    });
    await writeFleet(clients, company, {
      ...request,
      step: chunkStep(states.length, Math.ceil(request.hubs / clients.length)),
    });
    await shareOut(clients, filledTables, (own, tables) => own.query(`vacuum (analyze) ${tables}`));
    return { companyName: company.name, ...(await countFleet(client)) };
  } finally {
    await Promise.all(clients.map((own) => own.query("discard temp")));
  }
}

/**
 * How many hubs one transaction writes: every connection gets some. Hubs lend SIM cards within one round of the states,
 * so a chunk cuts no round; and fifteen hubs share fourteen objects, so where it can it cuts none of those either, since
 * a chunk that begins in another one's object waits for it.
 */
function chunkStep(states: number, hubs: number): number {
  const most = Math.min(chunkSize, hubs);
  const round = [1, 3, 5, 15].map((times) => states * times).find((n) => n % 15 === 0) ?? states;
  const unit = round <= most ? round : states;
  return unit * Math.max(1, Math.floor(most / unit));
}

type Steps = { hubs: number; months: number; step: number };

async function writeFleet(
  clients: readonly Client[],
  { ending }: FleetCompany,
  { hubs, months, step }: Steps,
): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(hubs / step) }, (_, chunk) => ({
    first: chunk * step + 1,
    last: Math.min((chunk + 1) * step, hubs),
  }));
  let written = 0;
  await shareOut(clients, chunks, async (client, { first, last }) => {
    await writeChunk(client, { first, last, months, endMonth: ending?.endMonth ?? null });
    written += last - first + 1;
    if (written < hubs) say(`${writeNumber(written)} of ${writeNumber(hubs)} hubs …`);
  });
}

/**
 * Lets each connection take the next piece of work as soon as it is free. After a failure none begins another; the
 * first failure is thrown once all connections are idle.
 */
async function shareOut<T>(
  clients: readonly Client[],
  work: readonly T[],
  act: (client: Client, piece: T) => Promise<unknown>,
): Promise<void> {
  const left = [...work];
  const takeAll = async (client: Client) => {
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) {
      try {
        await act(client, piece);
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(clients.map(takeAll));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

async function refuseSecondFleet(client: Client, company: FleetCompany): Promise<void> {
  const { rows } = await client.query<{ hubs: number }>(
    `select count(*)::int as hubs from hub h join secured_object o on o.id = h.object_id
     where h.company_id = $1 and o.company_id = $1 and o.reference like $2`,
    [company.id, `${fleetMark}%`],
  );
  const hubs = rows[0]?.hubs ?? 0;
  if (hubs === 0) return;
  throw new Problem(
    `${company.name} has a fleet of ${writeNumber(hubs)} hubs already: npm run fleet -- --company ${company.slug} --remove lets it go.`,
  );
}

type Chunk = { first: number; last: number; months: number; endMonth: string | null };

async function writeChunk(client: Client, { first, last, months, endMonth }: Chunk): Promise<void> {
  const range = [first, last];
  await client.query("begin");
  try {
    for (const equip of [objectStatement, hubStatement, simStatement, roomStatement, deviceStatement, faultStatement])
      await client.query(equip, range);
    for (let round = months; round >= 0; round--) {
      for (const step of [startStatement, moveStatement]) await client.query(step, [...range, round, false]);
    }
    for (const record of [auditStatement, movedSimStatement, taskStatement]) await client.query(record, range);
    // What other connections wait for comes last: the dealer's connection that is ending, and the ledger.
    if (endMonth !== null) {
      await client.query(reopenStatement);
      for (const step of [startStatement, moveStatement]) await client.query(step, [...range, 0, true]);
      await client.query(leaveStatement);
    }
    for (const record of [rolloverStatement, entryStatement]) await client.query(record, range);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function countFleet(client: Client): Promise<Omit<FleetCounts, "companyName">> {
  const { rows } = await client.query<Omit<FleetCounts, "companyName">>(
    `select count(distinct object_n)::int as objects, count(*)::int as hubs,
       (select count(*)::int from fleet_run where ended_at is null) as "livePackages",
       (select count(*)::int from fleet_run where ended_at is not null) as "endedPackages" from fleet_hub`,
  );
  const counts = rows[0];
  if (!counts) throw new Error("Counting gave no row.");
  return counts;
}
