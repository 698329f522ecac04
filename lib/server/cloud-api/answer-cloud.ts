import { type CloudRouteName, matchRoute, type PathValues } from "@/lib/domain/cloud/routes";
import { AppError } from "@/lib/errors";
import { requirePathCompany, requirePathUser } from "./authenticate";
import type { Call } from "./call";
import { hush, orderDevice, orderGroup, orderHub, panic, putDevice } from "./commands";
import { openEvents } from "./events";
import {
  readDevice,
  readDevices,
  readGroups,
  readHub,
  readHubs,
  readLogs,
  readRooms,
  readSpace,
  readSpaces,
  readUsers,
  readVideoEdges,
} from "./reads";
import { answerError, answerWrongMethod } from "./respond";
import { login, refresh } from "./sign-in-calls";

type Handler = (request: Request, values: PathValues) => Promise<Response>;

const handlers: Record<CloudRouteName, Handler> = {
  login,
  refresh,
  events: openEvents,
  listHubs: byUser(readHubs),
  readHub: byUser(readHub),
  listDevices: byUser(readDevices),
  listVideoEdges: byUser(readVideoEdges),
  readDevice: byUser(readDevice),
  editDevice: byUser(putDevice),
  commandDevice: byUser(orderDevice),
  armHub: byUser(orderHub),
  armGroup: byUser(orderGroup),
  panic: byUser(panic),
  muteFire: byUser(hush),
  muteSound: byUser(hush),
  restore: byUser(hush),
  listGroups: byUser(readGroups),
  listRooms: byUser(readRooms),
  listUsers: byUser(readUsers),
  listLogs: byUser(readLogs),
  listSpaces: byUser(readSpaces),
  readSpace: byUser(readSpace),
  companySpaces: byCompany(readSpaces),
  companySpace: byCompany(readSpace),
  companyHubs: byCompany(readHubs),
  companyHub: byCompany(readHub),
  companyDevices: byCompany(readDevices),
  companyDevice: byCompany(readDevice),
  companyRooms: byCompany(readRooms),
  companyGroups: byCompany(readGroups),
  companyArmHub: byCompany(orderHub),
  companyArmGroup: byCompany(orderGroup),
  companyCommandDevice: byCompany(orderDevice),
};

function byUser(handle: (call: Call) => Promise<Response>): Handler {
  return async (request, values) =>
    handle({ caller: await requirePathUser(request, values), request, at: placeOf(values) });
}

function byCompany(handle: (call: Call) => Promise<Response>): Handler {
  return async (request, values) =>
    handle({ caller: await requirePathCompany(request, values), request, at: placeOf(values) });
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
    return await handlers[match.name](request, match.values);
  } catch (error) {
    return answerError(error);
  }
}

/** Answers a request below `/api` by its own address. */
export function answerCloudRequest(request: Request): Promise<Response> {
  return answerCloud(request, new URL(request.url).pathname.replace(/^\/api(?=\/)/, ""));
}
