import "server-only";
import { toInstant } from "@/lib/clock";
import { viewDevice } from "@/lib/domain/cloud/device-view";
import { viewEvent } from "@/lib/domain/cloud/entry-view";
import { viewHub } from "@/lib/domain/cloud/hub-view";
import { viewBinding, viewGroup, viewRoom, viewUser } from "@/lib/domain/cloud/part-views";
import { AppError } from "@/lib/errors";
import { onDatabase } from "@/lib/server/context";
import {
  boundHubs,
  type Equipment,
  type HubRead,
  type HubScope,
  hubEquipment,
  hubUsers,
  listHubLog,
  listSpaces,
  runHubRead,
  viewedHub,
} from "@/lib/server/store/cloud/hubs";

/** A read of a scope's hubs that ends in a shape of the cloud API. It goes alone or with the proof of who calls. */
export type CloudRead<T = unknown> = HubRead<T>;

/** Makes what is read into the cloud's shape; `view` throws NOT_FOUND where a part is missing. */
function viewed<T, View>({ sqlOf, toValue }: HubRead<T>, view: (value: T) => View): CloudRead<View> {
  return { sqlOf, toValue: (row) => view(toValue(row)) };
}

/** Everything here shows one scope's hubs in the shapes of the cloud API, and throws NOT_FOUND for all others alike. */
export async function readCloud<T>(scope: HubScope, read: CloudRead<T>): Promise<T> {
  return found(await onDatabase((client) => runHubRead(client, scope, read)));
}

type AtHub = { hubId: string };

export const cloudHubs = () => viewed(boundHubs, (hubs) => hubs.map(viewBinding));
export const cloudHub = ({ hubId }: AtHub) => viewed(viewedHub(hubId), viewHub);
export const cloudUsers = ({ hubId }: AtHub) => viewed(hubUsers(hubId), (users) => users.map(viewUser));
export const cloudDevices = ({ hubId }: AtHub) => viewed(hubEquipment({ hubId, choice: "ALL" }), viewDevices);

export const cloudGroups = ({ hubId }: AtHub) =>
  viewed(hubEquipment({ hubId, choice: "NONE" }), ({ groups }) => groups.map(viewGroup));

export const cloudRooms = ({ hubId }: AtHub) =>
  viewed(hubEquipment({ hubId, choice: "NONE" }), ({ rooms }) => rooms.map(viewRoom));

/** No hub of the simulated world has video recorders. */
export const cloudVideoEdges = ({ hubId }: AtHub) => viewed(hubEquipment({ hubId, choice: "NONE" }), () => []);

export const cloudDevice = ({ hubId, deviceId }: AtHub & { deviceId: string }) =>
  viewed(hubEquipment({ hubId, choice: { deviceId } }), (hub) => found(viewDevices(hub)[0] ?? null));

function viewDevices(hub: Equipment) {
  return hub.devices.map((device) => viewDevice(device, { hub, now: hub.now }));
}

/** Lists what a hub told, the newest first, a hundred a page; pages count from 1. */
export async function listCloudLogs(scope: HubScope, hubId: string, page: number) {
  const rows = found(await onDatabase((client) => listHubLog(client, scope, { hubId, page })));
  return rows.map(({ id, payload, at }) => viewEvent({ id, kind: "hub.event", payload, at: toInstant(at) }));
}

/** Lists sites with their hubs and rooms; `hubId` leaves those that hold it. */
export async function listCloudSpaces(scope: HubScope, hubId: string | null) {
  const spaces = await onDatabase((client) => listSpaces(client, scope, { spaceId: null, hubId }));
  return Promise.all(spaces.map(async (space) => ({ ...space, rooms: await roomsOf(scope, space.hubs) })));
}

/** Shows one site with the devices of its hubs. */
export async function getCloudSpace(scope: HubScope, spaceId: string) {
  const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(spaceId);
  const spaces = isUuid ? await onDatabase((client) => listSpaces(client, scope, { spaceId, hubId: null })) : [];
  const space = found(spaces[0] ?? null);
  const devices = await Promise.all(space.hubs.map(({ id }) => readCloud(scope, cloudDevices({ hubId: id }))));
  return { ...space, rooms: await roomsOf(scope, space.hubs), devices: devices.flat() };
}

async function roomsOf(scope: HubScope, hubs: readonly { id: string }[]) {
  return (await Promise.all(hubs.map(({ id }) => readCloud(scope, cloudRooms({ hubId: id }))))).flat();
}

function found<T>(value: T | null): T {
  if (value === null) throw new AppError("NOT_FOUND");
  return value;
}
