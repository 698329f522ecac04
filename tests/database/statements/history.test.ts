import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import { closeMonthsOf } from "@/lib/server/services/statements/close-due-months";
import { monthsInHistory } from "../support/billed-months";
import { addDealer, addHub, addOffer, connect, contextOf, type Dealer, refOf, type TestHub } from "../support/dealer";
import { showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPartners, type Office, officeContextOf, type Partners } from "../support/partners";
import { anyZone } from "../support/random-runs";

const feeMinor = 200;
const hourMs = 3_600_000;

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(async () => {
  await closeLimits();
  await db.close();
});

/** Instants a history can begin at: clocks only go forward from the present. */
const anyStart = fc
  .integer({ min: Date.UTC(2030, 0), max: Date.UTC(2045, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

/** A minute at least: a clock shows no earlier instant than the one real time has brought it to. */
const anyWait = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 60_000, max: 30 * hourMs }) },
  { weight: 3, arbitrary: fc.integer({ min: 60_000, max: 25 * 24 * hourMs }) },
);

/** A step is tried whatever it is worth at that moment: a refusal changes nothing, and that counts, too. */
const anyStep = fc.record({
  waitMs: anyWait,
  hub: fc.integer({ min: 0, max: 2 }),
  payer: fc.integer({ min: 0, max: 1 }),
  act: fc.constantFrom("ACTIVATE", "ACTIVATE", "ACTIVATE", "DEACTIVATE", "DEACTIVATE", "RESUME", "STOP", "MOVE"),
  /** Whether the SIMs answer after it, and whether the jobs ran before it. */
  isAnswered: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  isOnTime: fc.boolean(),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

const histories = fc.record({
  start: anyStart,
  zones: fc.tuple(anyZone, anyZone),
  steps: fc.array(anyStep, { minLength: 8, maxLength: 16, size: "max" }),
});

type World = { partners: Partners; payers: readonly [Office, Office]; hubs: { dealer: Dealer; hub: TestHub }[] };

/** Two dealers in two zones, on one clock, both with the same two resellers; the first one has two hubs. */
async function addWorld(start: Temporal.Instant, [zone, otherZone]: [string, string]): Promise<World> {
  const partners = await addPartners(db.owner, { now: start, timeZone: zone });
  const other = await addDealer(db.owner, { timeZone: otherZone });
  await db.owner.query("update company set clock_id = $2 where id = $1", [other.id, partners.clockId]);
  const payers = [partners.first, partners.second] as const;
  for (const { reseller } of payers) {
    await connect(db.owner, other, reseller, start.subtract({ hours: 24 }));
    await db.owner.query(
      `insert into offer_price (reseller_id, offer_id, from_month, fee_minor) select $1, id, '2000-01', $2 from package_offer`,
      [reseller.id, feeMinor],
    );
  }
  const second = { ...other, clockId: partners.clockId };
  const hubs = [];
  for (const dealer of [partners, partners, second]) hubs.push({ dealer, hub: await addHub(db.owner, dealer) });
  return { partners, payers, hubs };
}

async function act({ payers, hubs }: World, step: Step): Promise<void> {
  const place = hubs[step.hub];
  const payer = payers[step.payer];
  if (!place || !payer) throw new Error("There are three hubs and two payers.");
  const { dealer, hub } = place;
  const ctx = contextOf(dealer, dealer.manager);
  const ref = await refOf(db.owner, hub);
  if (step.act === "ACTIVATE") {
    await activatePackage(ctx, { ...ref, offerCode: "AJAX_SIM", resellerId: payer.reseller.id });
  } else if (step.act === "DEACTIVATE") await deactivatePackage(ctx, ref);
  else if (step.act === "RESUME") await resumePackage(ctx, ref);
  else if (step.act === "STOP") await stopPackage(ctx, ref);
  else {
    const asked = await requestMove(ctx, { resellerId: payer.reseller.id, choice: { hubIds: [hub.hubId] } });
    if (asked.ok) await approveMove(officeContextOf(payer, payer.manager), asked.value);
  }
}

/** Lets the network answer every SIM of the world that was told something, at an instant. */
async function answerSims({ hubs }: World, at: Temporal.Instant): Promise<void> {
  const { rows } = await db.owner.query<{ simId: string; status: "ENABLED" | "DISABLED"; version: number }>(
    `select id as "simId", desired_status::text as status, desired_version as version from ajax_sim
     where id = any($1) and desired_version > coalesce(reported_version, 0)`,
    [hubs.map(({ hub }) => hub.simId)],
  );
  for (const row of rows) await reportSim({ ...row, at });
}

async function live(world: World, start: Temporal.Instant, steps: readonly Step[]): Promise<void> {
  let at = start;
  for (const step of steps) {
    at = at.add({ milliseconds: step.waitMs });
    await showInstant(db.owner, world.partners.clockId, at);
    if (step.isOnTime) await runEverythingDue();
    await act(world, step);
    if (step.isAnswered) await answerSims(world, at.add({ seconds: 2 }));
  }
  await showInstant(db.owner, world.partners.clockId, at.add({ hours: 24 * 70 }));
  await runEverythingDue();
  await runEverythingDue();
}

type Billed = { months: string[]; feeMinor: number; totalMinor: number; lastMonth: string };

async function readStatements({ reseller }: Office): Promise<Billed> {
  await closeMonthsOf(reseller.id, "WAIT");
  const { rows } = await db.owner.query<Billed>(
    `select coalesce(array_agg(l.hub_number || ' ' || l.month order by l.hub_number, l.month) filter (where l.id is not null),
         '{}') as months, coalesce(sum(l.fee_minor), 0)::int as "feeMinor", max(s.month) as "lastMonth",
       (select sum(fee_minor)::int from statement where reseller_id = $1) as "totalMinor"
     from statement s left join statement_line l on l.statement_id = s.id where s.reseller_id = $1`,
    [reseller.id],
  );
  const [billed] = rows;
  if (!billed) throw new Error("Sums always give a row.");
  return billed;
}

test("the lines of all statements are the months counted from the audit log, for random histories in random zones", async () => {
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(histories, async ({ start, zones, steps }) => {
      const world = await addWorld(start, zones);
      await live(world, start, steps);
      const companies = world.hubs.map(({ dealer }) => dealer.id);
      for (const payer of world.payers) {
        const billed = await readStatements(payer);
        const months = await monthsInHistory(db.owner, companies, payer.reseller.id);
        const expected = months.filter((month) => month.slice(-7) <= billed.lastMonth);
        expect(billed.months).toEqual(expected);
        expect([billed.feeMinor, billed.totalMinor]).toEqual(Array(2).fill(expected.length * feeMinor));
        counted += expected.length;
      }
    }),
    { numRuns: 20 },
  );
  // A check that saw nothing would be no check.
  expect(counted).toBeGreaterThan(40);
});
