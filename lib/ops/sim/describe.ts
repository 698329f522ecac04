import type { DriveInput, DriveResult, SimulatorAnswer } from "@/lib/server/services/simulation/drive-simulator";
import { isApplied } from "@/lib/server/services/simulation/drive-simulator";
import { type SimAnswer, type SimLine, toSimLine } from "./answer";

/** Why nothing was told of an act, or why it was refused; in the words of a program. Null: there is nothing to explain. */
export function reasonOf(answer: string): string | null {
  return answer === "DONE" ? null : answer.toLowerCase().replaceAll("_", "-");
}

/** Says what came of a use of the simulator; a null result stands for a hub or device nobody has. */
export function toDriveAnswer(input: Omit<DriveInput, "act">, result: DriveResult | null): SimAnswer {
  const line = lineOf(input, result);
  return { line, text: toSentence(line, result?.answer ?? null) };
}

function lineOf({ verb, hubId, deviceId }: Omit<DriveInput, "act">, result: DriveResult | null): SimLine {
  const what = { verb, hubId, deviceId };
  if (!result) return toSimLine({ ok: false, ...what, reason: "not-found" });
  const { answer, hasChanged: changed, eventId } = result;
  return toSimLine({
    ok: isApplied(answer),
    ...what,
    changed,
    reported: eventId !== null,
    reason: reasonOf(answer),
    eventId,
  });
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

function toSentence(line: SimLine, answer: SimulatorAnswer | null): string {
  const what = [line.verb, line.deviceId, "on", line.hubId].filter(Boolean).join(" ");
  const said = answer ? sentences[answer] : "nobody has that hub or device; npm run sim -- show lists them";
  return `${what}: ${said}${line.eventId ? ` (event ${line.eventId})` : ""}.`;
}
