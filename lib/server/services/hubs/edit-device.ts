import { clockNow } from "@/lib/clock";
import { updatesBetween } from "@/lib/domain/hub-updates";
import type { LiveHub } from "@/lib/domain/live-hub";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { appendHubFacts } from "@/lib/server/feed/append";
import { type DeviceSettings, saveDeviceSettings } from "@/lib/server/store/cloud/devices";
import { loadLiveHubs } from "@/lib/server/store/live-hubs";
import { type CloudCaller, loadOwnHub } from "./scope";

/** What a caller wants of a device; what is left out stays. Rooms and groups go by their numbers, null is none. */
export type DeviceEdit = Omit<Partial<DeviceSettings>, "roomKey" | "groupKey"> & {
  roomNumber?: number | null;
  groupNumber?: number | null;
};

export type DeviceEditRefusal = "NO_SUCH_ROOM" | "NO_SUCH_GROUP" | "MASTER_ONLY";

/**
 * Changes what a person settles of a device, and tells of the fields that updates carry. Refuses MASTER_ONLY to a user
 * who is not the hub's master, and rooms and groups that the hub does not have. Throws NOT_FOUND.
 */
export async function editDevice(
  caller: CloudCaller,
  where: { hubId: string; deviceId: string },
  edit: DeviceEdit,
): Promise<Outcome<Record<string, never>, DeviceEditRefusal>> {
  return inSystemTransaction(async (tx) => {
    const { hubKey, offsetMs, role } = await loadOwnHub(tx, caller, where.hubId);
    const [before] = await loadLiveHubs(tx, [hubKey]);
    const device = before?.devices.find(({ deviceId }) => deviceId === where.deviceId);
    if (!before || !device) throw new AppError("NOT_FOUND");
    if (role === "USER") return refuse("MASTER_ONLY");
    const { roomNumber, groupNumber, ...plain } = edit;
    const places = await placesOf(tx, before, { roomNumber, groupNumber });
    if (!places.ok) return places;
    await saveDeviceSettings(tx, device.key, { ...plain, ...places.value });
    await tellChanges(tx, before, clockNow(offsetMs));
    return succeed({});
  });
}

type Places = { roomNumber: number | null | undefined; groupNumber: number | null | undefined };

async function placesOf(
  tx: Transaction,
  hub: LiveHub,
  { roomNumber, groupNumber }: Places,
): Promise<Outcome<Partial<DeviceSettings>, "NO_SUCH_ROOM" | "NO_SUCH_GROUP">> {
  const places: Partial<DeviceSettings> = {};
  if (roomNumber !== undefined) {
    const room =
      roomNumber === null ? null : await tx.room.findFirst({ where: { hubId: hub.key, number: roomNumber } });
    if (roomNumber !== null && !room) return refuse("NO_SUCH_ROOM");
    places.roomKey = room?.id ?? null;
  }
  if (groupNumber !== undefined) {
    const group = hub.groups.find(({ number }) => number === groupNumber);
    if (groupNumber !== null && !group) return refuse("NO_SUCH_GROUP");
    places.groupKey = group?.key ?? null;
  }
  return succeed(places);
}

async function tellChanges(tx: Transaction, before: LiveHub, at: Temporal.Instant): Promise<void> {
  const [after] = await loadLiveHubs(tx, [before.key]);
  if (!after) return;
  const place = { companyId: before.companyId, hubKey: before.key, at };
  await appendHubFacts(
    tx,
    updatesBetween(before, after).map((payload) => ({
      ...place,
      id: crypto.randomUUID(),
      kind: "hub.update" as const,
      payload,
    })),
  );
}
