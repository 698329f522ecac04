import fc from "fast-check";
import { expect, it } from "vitest";
import { billingMonthOf, nextMonth } from "./billing-month";
import type { Outcome } from "./outcome";
import {
  activate,
  type ConnectionEnd,
  confirmByReport,
  deactivate,
  dueEnd,
  type End,
  effectiveState,
  endWithConnection,
  keepWithConnection,
  type PackageState,
  resume,
  stopNow,
} from "./package-lifecycle";
import { boundariesBetween } from "./rollover-plan";
import { at } from "./testing/packages";

/** One hub under one way of running the jobs: what is stored, the ledger of ends, and the answers it gave. */
type World = { now: Temporal.Instant; stored: PackageState; ends: End[] };
/** The same hub twice: jobs that visit every boundary in minute-sized order, and jobs that run when they happen to. */
type Pair = { zone: string; prompt: World; late: World };
type Step = fc.Command<object, Pair>;

function settle(world: World): void {
  const end = dueEnd(world.stored, world.now);
  if (!end) return;
  world.ends.push(end);
  world.stored = { status: "INACTIVE", ended: end };
}

/** A command ends a row that is over before it looks at it, so the late world's ledger catches up here as well. */
function decide(world: World, ask: (world: World) => Outcome<PackageState, string>): string {
  settle(world);
  const outcome = ask(world);
  if (!outcome.ok) return outcome.refusal;
  if (outcome.value.status === "INACTIVE" && outcome.value.ended) world.ends.push(outcome.value.ended);
  world.stored = outcome.value;
  return "done";
}

function expectAgreement({ prompt, late }: Pair): void {
  expect(late.now).toEqual(prompt.now);
  expect(effectiveState(late.stored, late.now)).toEqual(effectiveState(prompt.stored, prompt.now));
  const overdue = dueEnd(late.stored, late.now);
  expect(overdue ? [...late.ends, overdue] : late.ends).toEqual(prompt.ends);
}

function step(name: string, run: (pair: Pair) => void): Step {
  return {
    check: () => true,
    run: (_model, pair) => {
      run(pair);
      expectAgreement(pair);
    },
    toString: () => name,
  };
}

function command(name: string, ask: (world: World, zone: string) => Outcome<PackageState, string>): Step {
  return step(name, (pair) => {
    const answers = [pair.prompt, pair.late].map((world) => decide(world, (w) => ask(w, pair.zone)));
    expect(answers[1]).toBe(answers[0]);
  });
}

function rewrite(name: string, write: (world: World, zone: string) => PackageState): Step {
  return step(name, ({ zone, prompt, late }) => {
    for (const world of [prompt, late]) world.stored = write(world, zone);
  });
}

/** The prompt world stops at confirmBy and at each boundary on the way; the late one jumps. */
function advance(minutes: number): Step {
  return step(`advance ${minutes} min`, ({ zone, prompt, late }) => {
    const target = prompt.now.add({ minutes });
    const stops = boundariesBetween(prompt.now, target, [zone]).map((boundary) => boundary.at);
    const { stored } = prompt;
    if (stored.status !== "INACTIVE" && stored.confirmBy) stops.push(stored.confirmBy);
    const onTheWay = stops.filter((stop) => Temporal.Instant.compare(stop, target) < 0);
    for (const stop of [...onTheWay.sort(Temporal.Instant.compare), target]) {
      prompt.now = stop;
      settle(prompt);
    }
    late.now = target;
  });
}

/** The earliest end a connection can be given: the close of the next month. */
function earliestEnd({ now }: Pick<World, "now">, zone: string): ConnectionEnd {
  return { endMonth: nextMonth(billingMonthOf(now, zone)), resellerName: "Harbor Watch" };
}

const minutes = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 100_000 }));
const steps: fc.Arbitrary<Step>[] = [
  fc.constant(
    command("activate", ({ stored, now }, billingZone) => activate(stored, { resellerId: "r", billingZone }, now)),
  ),
  fc.constant(command("deactivate", ({ stored, now }) => deactivate(stored, now))),
  fc.constant(command("resume", ({ stored, now }) => resume(stored, now, null))),
  fc.constant(command("resume to the end", (world, zone) => resume(world.stored, world.now, earliestEnd(world, zone)))),
  fc.constant(command("stop now", ({ stored, now }) => stopNow(stored, now))),
  fc.constant(rewrite("report", ({ stored, now }) => confirmByReport(stored, now))),
  fc.constant(
    rewrite("connection ending", (w, zone) => endWithConnection(w.stored, w.now, earliestEnd(w, zone).endMonth)),
  ),
  fc.constant(rewrite("connection kept", ({ stored, now }) => keepWithConnection(stored, now))),
  fc.constant(step("late jobs run", ({ late }) => settle(late))),
  minutes.map(advance),
];

it("N small jumps equal one large one: late jobs change neither states, answers nor the ledger of ends", () => {
  let [runs, length] = [0, 0];
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  fc.assert(
    fc.property(zones, fc.commands(steps, { maxCommands: 100, size: "max" }), (zone, commands) => {
      const start = (): World => ({
        now: at("2026-11-22T13:00:00Z"),
        stored: { status: "INACTIVE", ended: null },
        ends: [],
      });
      fc.modelRun(() => ({ model: {}, real: { zone, prompt: start(), late: start() } }), commands);
      runs += 1;
      length += [...commands].length;
    }),
    { numRuns: 1000 },
  );
  expect(length / runs).toBeGreaterThanOrEqual(40);
});
