import { scopeOf } from "@/lib/domain/cloud/key-rights";
import { type CloudRouteName, matchRoute, type PathValues } from "@/lib/domain/cloud/routes";
import { AppError } from "@/lib/errors";
import {
  type CloudRead,
  cloudDevice,
  cloudDevices,
  cloudGroups,
  cloudHub,
  cloudHubs,
  cloudRooms,
  cloudUsers,
  cloudVideoEdges,
  readCloud,
} from "@/lib/server/queries/cloud/read-hubs";
import { type Need, readAsPathUser, requirePathCompany, requirePathUser } from "./authenticate";
import type { Call } from "./call";
import { hush, orderDevice, orderGroup, orderHub, panic, putDevice } from "./commands";
import { openEvents } from "./events";
import { readLogs, readSpace, readSpaces } from "./reads";
import { answerError, answerJson, answerWrongMethod } from "./respond";
import { login, refresh } from "./sign-in-calls";

/** `need` is what the call asks of the key it comes with. */
type Handler = (request: Request, values: PathValues, need: Need) => Promise<Response>;

const handlers: Record<CloudRouteName, Handler> = {
  login,
  refresh,
  events: (request, _, need) => openEvents(request, need),
  listHubs: readByUser(cloudHubs),
  readHub: readByUser(cloudHub),
  listDevices: readByUser(cloudDevices),
  listVideoEdges: readByUser(cloudVideoEdges),
  readDevice: readByUser(cloudDevice),
  editDevice: byUser(putDevice),
  commandDevice: byUser(orderDevice),
  armHub: byUser(orderHub),
  armGroup: byUser(orderGroup),
  panic: byUser(panic),
  muteFire: byUser(hush),
  muteSound: byUser(hush),
  restore: byUser(hush),
  listGroups: readByUser(cloudGroups),
  listRooms: readByUser(cloudRooms),
  listUsers: readByUser(cloudUsers),
  listLogs: byUser(readLogs),
  listSpaces: byUser(readSpaces),
  readSpace: byUser(readSpace),
  companySpaces: byCompany(readSpaces),
  companySpace: byCompany(readSpace),
  companyHubs: readByCompany(cloudHubs),
  companyHub: readByCompany(cloudHub),
  companyDevices: readByCompany(cloudDevices),
  companyDevice: readByCompany(cloudDevice),
  companyRooms: readByCompany(cloudRooms),
  companyGroups: readByCompany(cloudGroups),
  companyArmHub: byCompany(orderHub),
  companyArmGroup: byCompany(orderGroup),
  companyCommandDevice: byCompany(orderDevice),
};

function byUser(handle: (call: Call) => Promise<Response>): Handler {
  return async (request, values, need) =>
    handle({ caller: await requirePathUser(request, values, need), request, at: placeOf(values) });
}

function byCompany(handle: (call: Call) => Promise<Response>): Handler {
  return async (request, values, need) =>
    handle({ caller: await requirePathCompany(request, values, need), request, at: placeOf(values) });
}

type ReadAt = (at: Call["at"]) => CloudRead;

function readByUser(readAt: ReadAt): Handler {
  return async (request, values, need) =>
    answerJson(await readAsPathUser(request, values, { need, read: readAt(placeOf(values)) }));
}

function readByCompany(readAt: ReadAt): Handler {
  return byCompany(async ({ caller, at }) => answerJson(await readCloud(caller.scope, readAt(at))));
}

/** IDs of hubs and devices are printed in capitals, and found however they are written. */
function placeOf({ hubId = "", deviceId = "", groupId = "", spaceId = "" }: PathValues): Call["at"] {
  return { hubId: hubId.toUpperCase(), deviceId: deviceId.toUpperCase(), groupId, spaceId };
}

/**
 * Answers a call of the hub cloud: a request of which `path` is what stands below the base. Every answer that is not a
 * success has a body of `error` and `message`.
 */
export async function answerCloud(request: Request, path: string): Promise<Response> {
  try {
    const match = matchRoute(request.method, path);
    if (match.kind === "WRONG_METHOD") return answerWrongMethod(match.allowed);
    if (match.kind === "UNKNOWN") throw new AppError("NOT_FOUND");
    return await handlers[match.name](request, match.values, scopeOf(match.name));
  } catch (error) {
    return answerError(error);
  }
}

/** Answers a request below `/api` by its own address. */
export function answerCloudRequest(request: Request): Promise<Response> {
  return answerCloud(request, new URL(request.url).pathname.replace(/^\/api(?=\/)/, ""));
}
