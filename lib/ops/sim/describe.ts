import type { DriveInput, DriveResult, SimulatorAnswer } from "@/lib/server/services/simulation/drive-simulator";
import { isApplied } from "@/lib/server/services/simulation/drive-simulator";

/** What programs read of one use of the simulator, in one line. */
export type SimLine = {
  ok: boolean;
  verb: string;
  hubId: string;
  deviceId: string | null;
  changed: boolean;
  reported: boolean;
  reason: string | null;
  eventId: string | null;
};

/** Why nothing was told of an act, or why it was refused; in the words of a program. Null: there is nothing to explain. */
export function reasonOf(answer: SimulatorAnswer): string | null {
  return answer === "DONE" ? null : answer.toLowerCase().replaceAll("_", "-");
}

export function toLine({ verb, hubId, deviceId }: Omit<DriveInput, "act">, result: DriveResult | null): SimLine {
  const what = { verb, hubId, deviceId };
  if (!result) return { ok: false, ...what, changed: false, reported: false, reason: "not-found", eventId: null };
  return {
    ok: isApplied(result.answer),
    ...what,
    changed: result.hasChanged,
    reported: result.eventId !== null,
    reason: reasonOf(result.answer),
    eventId: result.eventId,
  };
}

const sentences: Record<SimulatorAnswer, string> = {
  DONE: "done",
  UNCHANGED: "it was so already",
  DISARMED: "felt, but silent: it is disarmed",
  BYPASSED: "felt, but silent: the device is bypassed",
  OFFLINE: "not felt: the hub is offline",
  DEVICE_OFFLINE: "not felt: the device is out of reach",
  NOT_WATCHED: "not felt: nobody watches this contact",
  DELAYED: "felt: the entry delay runs",
  PREVENTED: "refused: something is open or out of reach; --force arms all the same",
  GROUPS_OFF: "refused: this hub has no groups",
  NO_SUCH_GROUP: "refused: the hub has no such group",
  NO_SUCH_USER: "refused: nobody of that address lives with this hub",
  NO_SUCH_DEVICE: "refused: the hub has no such device",
  WRONG_DEVICE: "refused: this device knows no such thing",
  SLOT_EMPTY: "refused: there is no SIM in that slot",
  SLOT_TAKEN: "refused: there is a SIM in that slot, or no such slot",
  SIM_HELD: "refused: another company has this SIM, or it was switched off for good",
  NO_OTHER_HUB: "refused: no other hub of the company has a free slot",
  NO_CLOCK: "refused: this company lives by real time and has no simulated network of its own",
};

/** Says in one line what came of a use of the simulator. */
export function toSentence(line: SimLine, answer: SimulatorAnswer | null): string {
  const what = [line.verb, line.deviceId, "on", line.hubId].filter(Boolean).join(" ");
  const said = answer ? sentences[answer] : "nobody has that hub or device; npm run sim -- show lists them";
  return `${what}: ${said}${line.eventId ? ` (event ${line.eventId})` : ""}.`;
}
