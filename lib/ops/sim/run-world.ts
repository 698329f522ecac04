import { clockNow } from "@/lib/clock";
import { addSimulatedDevice, addSimulatedHub } from "@/lib/server/services/simulation/add-equipment";
import { advanceClock } from "@/lib/server/services/simulation/advance-clock";
import type { Driver } from "@/lib/server/services/simulation/driver";
import { findClockOf } from "@/lib/server/services/simulation/look-around";
import { runFleet } from "../fleet";
import { type SimAnswer, toSimLine } from "./answer";
import { reasonOf } from "./describe";
import { resetWorld } from "./reset-world";
import type { WorldAct } from "./world-command";

/** Does what a verb of the whole world says. Throws NOT_FOUND for companies and hubs nobody has. */
export async function runWorld(driver: Driver, act: WorldAct): Promise<SimAnswer> {
  switch (act.verb) {
    case "clock":
      return turnClock(driver, act);
    case "hub-add":
      return addedAnswer(act.verb, await addSimulatedHub(driver, act));
    case "device-add":
      return addedAnswer(act.verb, await addSimulatedDevice(driver, act));
    case "fleet": {
      const text = await runFleet(act.options);
      return { line: toSimLine({ ok: true, verb: act.verb, changed: true, text }), text };
    }
    case "reset":
      return resetWorld(act);
  }
}

async function turnClock(driver: Driver, act: Extract<WorldAct, { verb: "clock" }>): Promise<SimAnswer> {
  const { companySlug, go } = act;
  const clock = await findClockOf(companySlug);
  const verb = "clock";
  if (!clock) {
    const text = `clock: refused: ${companySlug} lives by real time, or nobody is called so.`;
    return { line: toSimLine({ ok: false, verb, reason: "no-clock" }), text };
  }
  const now = clockNow(clock.offsetMs);
  if (go === "SHOW") {
    const { name, state } = clock;
    const line = toSimLine({ ok: true, verb, clock: name, now: now.toString(), state });
    return { line, text: `${name}: ${now} (${state})` };
  }
  const at = "to" in go ? go.to : now.add(go.by);
  const outcome = await advanceClock(driver, { clockId: clock.id, target: { to: "INSTANT", at } });
  if (outcome.ok) {
    const line = toSimLine({ ok: true, verb, changed: true, now: outcome.value.at });
    return { line, text: `clock: it is ${outcome.value.at} now.` };
  }
  const words = { CLOCK_BACKWARD: "it only goes forward", CLOCK_BUSY: "it is moving already" };
  const line = toSimLine({ ok: false, verb, now: now.toString(), reason: reasonOf(outcome.refusal) });
  return { line, text: `clock: refused: ${words[outcome.refusal]}.` };
}

type Added = Awaited<ReturnType<typeof addSimulatedHub>> | Awaited<ReturnType<typeof addSimulatedDevice>>;

const refusals: Record<Exclude<Added["answer"], "DONE">, string> = {
  HUB_TAKEN: "a company has a hub of that ID",
  SIM_HELD: "that SIM is known already",
  HUB_FULL: "the hub has no zone left",
  NO_SUCH_GROUP: "the hub has no such group",
};

function addedAnswer(verb: string, { answer, hubId, deviceId }: Added): SimAnswer {
  const isDone = answer === "DONE";
  const line = toSimLine({ ok: isDone, verb, hubId, deviceId, changed: isDone, reason: reasonOf(answer) });
  const what = deviceId ? `device ${deviceId} on hub ${hubId}` : `hub ${hubId}`;
  return { line, text: `${verb}: ${isDone ? `${what} is there` : `refused: ${refusals[answer]}`}.` };
}
