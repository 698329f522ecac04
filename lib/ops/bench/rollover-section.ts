import type { Client } from "pg";
import { clockNow, toDate } from "@/lib/clock";
import { billingMonthOf, startOfNextMonth } from "@/lib/domain/billing-month";
import { say } from "../command";
import { connect } from "../connect";
import { buildFleet } from "../fleet/build-fleet";
import { writeNumber } from "../fleet/write-number";
import { type Bench, copyWorld, makeWorld, measureIn, type World } from "./bench-world";
import { figure, type Section } from "./figures";
import { rolloverMeasurement } from "./measure-rollover";
import { type Due, endPlainly } from "./plain-rollover";
import { watchWorker } from "./watch-worker";

const mostTimes = 2;
const mostMb = 300;
const afterBoundary = { minutes: 10 };

/** The month rollover of a whole fleet by the portal's own service, against one plain statement with the same writes. */
export async function benchRollover(bench: Bench): Promise<Section[]> {
  const world = await makeWorld(bench, "bench_rollover");
  const due = await withOwner(world, (owner) => makeDue(owner, bench.hubs));
  const plainWorld = await copyWorld(bench, world, "bench_plain_rollover");
  const workerWorld = await copyWorld(bench, world, "bench_worker");

  const plain = await withOwner(plainWorld, (owner) => endPlainly(owner, due));
  const service = await measureIn(bench, world, rolloverMeasurement);
  const worker = await withOwner(workerWorld, (owner) => watchWorker(bench, workerWorld, owner));
  if (plain.ended !== service.ended || plain.ended !== worker.ended) {
    throw new Error(`Plainly ${plain.ended} ended, by the service ${service.ended}, by the worker ${worker.ended}.`);
  }
  return [
    {
      key: "rollover",
      title: `The month rollover of ${writeNumber(plain.ended)} packages against one plain statement`,
      figures: [
        figure("planned and run by the service, in a process of its own", service.ms / 1_000, "s"),
        figure("one plain statement, with its commit", plain.ms / 1_000, "s"),
        figure("service to plain", service.ms / plain.ms, "×", mostTimes),
        figure("in a whole worker, which answers for the SIM cards meanwhile", worker.ms / 1_000, "s"),
        figure("memory of that worker at its most", worker.peakMb, "MB", mostMb),
      ],
    },
  ];
}

async function withOwner<Result>(world: World, work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = await connect(world.addresses.databaseOwnerUrl);
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Gives a dealer as many packages that end with the month, and moves its clock a little beyond that month. */
async function makeDue(owner: Client, hubs: number): Promise<Due> {
  say(`A fleet of ${writeNumber(hubs)} hubs whose packages end with the month …`);
  await buildFleet([owner], { companySlug: "kiwi", seed: 1, hubs, months: 0, states: ["EXPIRES_SOON"] });
  const { rows } = await owner.query<{ clockId: string; offsetMs: string; timeZone: string }>(
    `select c.clock_id as "clockId", k.offset_ms as "offsetMs", c.time_zone as "timeZone"
     from company c join simulation_clock k on k.id = c.clock_id where c.slug = 'kiwi'`,
  );
  const dealer = rows[0];
  if (!dealer) throw new Error("The dealer has no clock.");
  const present = clockNow(Number(dealer.offsetMs));
  const dueAt = startOfNextMonth(present, dealer.timeZone);
  const now = dueAt.add(afterBoundary);
  await owner.query("update simulation_clock set offset_ms = offset_ms + $1 where id = $2", [
    now.epochMilliseconds - present.epochMilliseconds,
    dealer.clockId,
  ]);
  const { clockId, timeZone } = dealer;
  return { month: billingMonthOf(present, timeZone), timeZone, clockId, dueAt: toDate(dueAt), now: toDate(now) };
}
