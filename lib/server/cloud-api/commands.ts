import { readPartId } from "@/lib/domain/cloud/part-views";
import type { Outcome } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import {
  deviceCommandSchema,
  deviceEditSchema,
  groupArmingSchema,
  hubArmingSchema,
  muteSchema,
  panicSchema,
} from "@/lib/schemas/cloud";
import { armHub } from "@/lib/server/services/hubs/arm-hub";
import { commandDevice, hushHub } from "@/lib/server/services/hubs/command-device";
import { editDevice } from "@/lib/server/services/hubs/edit-device";
import type { Call } from "./call";
import { readBody } from "./read-body";
import { answerDone, CloudRefusal } from "./respond";

/** Every refusal of a command, in the cloud's words. */
const refusals = {
  ARMING_PREVENTED: ["ARMING_PREVENTED", "Arming is prevented: something is open, out of reach or tampered with"],
  GROUPS_OFF: ["BAD_REQUEST", "This hub has no groups"],
  HUB_OFFLINE: ["CONFLICT", "The hub is offline"],
  DEVICE_OFFLINE: ["CONFLICT", "The device is out of the hub's reach"],
  WRONG_TYPE: ["BAD_REQUEST", "The device is of another type"],
  UNKNOWN_CHANNEL: ["BAD_REQUEST", "This device has no such channel"],
  UNKNOWN_COMMAND: ["BAD_REQUEST", "This type of device knows no such command"],
  NO_SUCH_ROOM: ["BAD_REQUEST", "The hub has no such room"],
  NO_SUCH_GROUP: ["BAD_REQUEST", "The hub has no such group"],
  MASTER_ONLY: ["FORBIDDEN", "Only a master of the hub changes its devices"],
} as const;

function answer(outcome: Outcome<unknown, keyof typeof refusals>): Response {
  if (outcome.ok) return answerDone();
  const [code, message] = refusals[outcome.refusal];
  throw new CloudRefusal(code, message);
}

export async function orderHub({ caller, request, at }: Call): Promise<Response> {
  const { command, ignoreProblems } = await readBody(request, hubArmingSchema);
  const order = command === "PANIC" ? { command } : { command, groupNumber: null, ignoreProblems };
  return answer(await armHub(caller, at.hubId, order));
}

export async function orderGroup({ caller, request, at }: Call): Promise<Response> {
  const order = await readBody(request, groupArmingSchema);
  const groupNumber = readPartId(at.groupId);
  if (groupNumber === null) throw new AppError("NOT_FOUND");
  return answer(await armHub(caller, at.hubId, { ...order, groupNumber }));
}

export async function panic({ caller, request, at }: Call): Promise<Response> {
  await readBody(request, panicSchema);
  return answer(await armHub(caller, at.hubId, { command: "PANIC" }));
}

/** Silences, or lets go on after an alarm. */
export async function hush({ caller, request, at }: Call): Promise<Response> {
  await readBody(request, muteSchema);
  return answer(await hushHub(caller, at.hubId));
}

export async function orderDevice({ caller, request, at }: Call): Promise<Response> {
  const { command, deviceType, ...more } = await readBody(request, deviceCommandSchema);
  const channels = (more.additionalParam ?? more.AdditionalParam)?.channels ?? [];
  return answer(await commandDevice(caller, { hubId: at.hubId, deviceId: at.deviceId, command, deviceType, channels }));
}

export async function putDevice({ caller, request, at }: Call): Promise<Response> {
  const body = await readBody(request, deviceEditSchema);
  const { deviceName, roomId, groupId, reedContactAware, extraContactAware, ...rest } = body;
  const aware = Object.entries({ reedContactAware, extraContactAware }).filter(([, value]) => value !== undefined);
  const edit = {
    ...rest,
    ...(deviceName === undefined ? {} : { name: deviceName }),
    ...(roomId === undefined ? {} : { roomNumber: roomId === null ? null : (readPartId(roomId) ?? 0) }),
    ...(groupId === undefined ? {} : { groupNumber: groupId === null ? null : (readPartId(groupId) ?? 0) }),
    ...(aware.length === 0 ? {} : { fields: Object.fromEntries(aware) as Record<string, boolean> }),
  };
  return answer(await editDevice(caller, at, edit));
}
