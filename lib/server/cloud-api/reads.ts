import { pageSchema } from "@/lib/schemas/cloud";
import {
  getCloudDevice,
  getCloudHub,
  getCloudSpace,
  listCloudDevices,
  listCloudGroups,
  listCloudHubs,
  listCloudLogs,
  listCloudRooms,
  listCloudSpaces,
  listCloudUsers,
  listVideoEdges,
} from "@/lib/server/queries/cloud/read-hubs";
import type { Call } from "./call";
import { answerJson, CloudRefusal } from "./respond";

/** What a call reads. Lists are bare arrays. */
type Read = (call: Call) => Promise<unknown>;

function read(find: Read) {
  return async (call: Call): Promise<Response> => answerJson(await find(call));
}

export const readHubs = read(({ caller }) => listCloudHubs(caller.scope));
export const readHub = read(({ caller, at }) => getCloudHub(caller.scope, at.hubId));
export const readDevices = read(({ caller, at }) => listCloudDevices(caller.scope, at.hubId));
export const readDevice = read(({ caller, at }) => getCloudDevice(caller.scope, at));
export const readVideoEdges = read(({ caller, at }) => listVideoEdges(caller.scope, at.hubId));
export const readGroups = read(({ caller, at }) => listCloudGroups(caller.scope, at.hubId));
export const readRooms = read(({ caller, at }) => listCloudRooms(caller.scope, at.hubId));
export const readUsers = read(({ caller, at }) => listCloudUsers(caller.scope, at.hubId));
export const readSpace = read(({ caller, at }) => getCloudSpace(caller.scope, at.spaceId));

export const readSpaces = read(({ caller, request }) =>
  listCloudSpaces(caller.scope, new URL(request.url).searchParams.get("hubId")),
);

export const readLogs = read(({ caller, request, at }) => {
  const page = pageSchema.safeParse(new URL(request.url).searchParams.get("page") ?? undefined);
  if (!page.success) throw new CloudRefusal("BAD_REQUEST", "The page is a number from 1 on");
  return listCloudLogs(caller.scope, at.hubId, page.data);
});
