import "server-only";
import { toInstant } from "@/lib/clock";
import { viewDevice } from "@/lib/domain/cloud/device-view";
import { viewEvent } from "@/lib/domain/cloud/entry-view";
import { viewHub } from "@/lib/domain/cloud/hub-view";
import { viewBinding, viewGroup, viewRoom, viewUser } from "@/lib/domain/cloud/part-views";
import { AppError } from "@/lib/errors";
import { onDatabase } from "@/lib/server/context";
import {
  type DeviceChoice,
  type Equipment,
  findEquipment,
  findViewedHub,
  type HubScope,
  listBoundHubs,
  listHubLog,
  listHubUsers,
  listSpaces,
} from "@/lib/server/store/cloud/hubs";

/** Everything here shows one scope's hubs in the shapes of the cloud API, and throws NOT_FOUND for all others alike. */
export async function listCloudHubs(scope: HubScope) {
  return (await onDatabase((client) => listBoundHubs(client, scope))).map(viewBinding);
}

export async function getCloudHub(scope: HubScope, hubId: string) {
  return viewHub(found(await onDatabase((client) => findViewedHub(client, scope, hubId))));
}

async function equipmentOf(scope: HubScope, hubId: string, choice: DeviceChoice): Promise<Equipment> {
  return found(await onDatabase((client) => findEquipment(client, scope, { hubId, choice })));
}

export async function listCloudDevices(scope: HubScope, hubId: string) {
  return devicesOf(await equipmentOf(scope, hubId, "ALL"));
}

function devicesOf(hub: Equipment) {
  return hub.devices.map((device) => viewDevice(device, { hub, now: hub.now }));
}

export async function getCloudDevice(scope: HubScope, { hubId, deviceId }: { hubId: string; deviceId: string }) {
  const hub = await equipmentOf(scope, hubId, { deviceId });
  return viewDevice(found(hub.devices[0] ?? null), { hub, now: hub.now });
}

export async function listCloudGroups(scope: HubScope, hubId: string) {
  return (await equipmentOf(scope, hubId, "NONE")).groups.map(viewGroup);
}

export async function listCloudRooms(scope: HubScope, hubId: string) {
  return (await equipmentOf(scope, hubId, "NONE")).rooms.map(viewRoom);
}

export async function listCloudUsers(scope: HubScope, hubId: string) {
  return found(await onDatabase((client) => listHubUsers(client, scope, hubId))).map(viewUser);
}

/** No hub of the simulated world has video recorders. */
export async function listVideoEdges(scope: HubScope, hubId: string): Promise<never[]> {
  await equipmentOf(scope, hubId, "NONE");
  return [];
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
  const devices = await Promise.all(space.hubs.map(({ id }) => listCloudDevices(scope, id)));
  return { ...space, rooms: await roomsOf(scope, space.hubs), devices: devices.flat() };
}

async function roomsOf(scope: HubScope, hubs: readonly { id: string }[]) {
  return (await Promise.all(hubs.map(({ id }) => listCloudRooms(scope, id)))).flat();
}

function found<T>(value: T | null): T {
  if (value === null) throw new AppError("NOT_FOUND");
  return value;
}
