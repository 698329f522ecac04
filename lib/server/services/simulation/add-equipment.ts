import { randomInt } from "node:crypto";
import { clockNow, toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import { unseenCard } from "@/lib/domain/sim-card";
import { AppError } from "@/lib/errors";
import { inSystemTransaction } from "@/lib/server/context";
import { lockSimHolder } from "@/lib/server/store/freed-hubs";
import {
  ensureObject,
  findEquippedCompany,
  insertDevice,
  insertSimulatedHub,
  isHubHeld,
} from "@/lib/server/store/simulated-equipment";
import { findSimulatedHub, lockHubs } from "@/lib/server/store/simulator";
import { factoryState } from "../objects/add-hub";
import { type Driver, recordDrive } from "./driver";

/** Names left out are made up: the hub's from its ID, the object's from the hub's, the ID by chance. */
export type HubToAdd = {
  companySlug: string;
  hubId: string | null;
  name: string | null;
  objectName: string | null;
  model: HubModel;
  iccid: string | null;
};

export type Added<R extends string> = { answer: "DONE" | R; hubId: string; deviceId: string | null };

/**
 * Adds a hub to the simulated world, online by cable as it leaves the factory, with a SIM in slot 1 if one is given.
 * Throws NOT_FOUND for a company nobody knows.
 */
export async function addSimulatedHub(driver: Driver, wish: HubToAdd): Promise<Added<"HUB_TAKEN" | "SIM_HELD">> {
  return inSystemTransaction(async (tx) => {
    const company = await findEquippedCompany(tx, wish.companySlug);
    if (!company) throw new AppError("NOT_FOUND");
    const hubId = wish.hubId ?? randomHexId();
    if (await isHubHeld(tx, hubId)) return { answer: "HUB_TAKEN", hubId, deviceId: null };
    if (wish.iccid && (await lockSimHolder(tx, wish.iccid))) return { answer: "SIM_HELD", hubId, deviceId: null };
    const now = clockNow(company.offsetMs);
    const at = toDate(now);
    const name = wish.name ?? `Hub ${hubId}`;
    const { companyId } = company;
    const objectId = await ensureObject(tx, companyId, { name: wish.objectName ?? name, at });
    const times = { onlineSince: at, lastSeenAt: at, createdAt: at };
    const own = { hubId, name, model: wish.model };
    const hubKey = await insertSimulatedHub(tx, { companyId, objectId }, { ...factoryState, ...own, ...times });
    if (wish.iccid) {
      const card = { ...unseenCard(wish.iccid), trafficResetAt: at, companyId, hubId: hubKey, slot: 1 };
      await tx.ajaxSim.create({ data: card, select: { id: true } });
    }
    const hub = { hubKey, companyId, clockId: company.clockId, offsetMs: company.offsetMs, model: wish.model };
    await recordDrive(tx, { driver, hub, now }, { action: "simulator.used", after: { verb: "hub-add", hubId } });
    return { answer: "DONE", hubId, deviceId: null };
  });
}

function randomHexId(): string {
  return randomInt(0, 2 ** 32)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
}

export type DeviceToAdd = {
  hubId: string;
  type: DeviceType;
  name: string | null;
  roomName: string | null;
  groupNumber: number | null;
};

/** Pairs a device with a simulated hub: closed, quiet and in reach. Throws NOT_FOUND for a hub nobody has. */
export async function addSimulatedDevice(
  driver: Driver,
  { hubId, type, name, roomName, groupNumber }: DeviceToAdd,
): Promise<Added<"HUB_FULL" | "NO_SUCH_GROUP">> {
  return inSystemTransaction(async (tx) => {
    const hub = await findSimulatedHub(tx, hubId);
    if (!hub) throw new AppError("NOT_FOUND");
    await lockHubs(tx, [hub.hubKey]);
    const deviceId = randomHexId();
    const { companyId, hubKey } = hub;
    const own = { companyId, hubKey, deviceId, type, name: name ?? deviceTypes[type].apiName };
    const answer = await insertDevice(tx, { ...own, roomName, groupNumber });
    if (answer !== "DONE") return { answer, hubId, deviceId: null };
    const after = { verb: "device-add", device: deviceId } as const;
    await recordDrive(tx, { driver, hub, now: clockNow(hub.offsetMs) }, { action: "simulator.used", after });
    return { answer, hubId, deviceId };
  });
}
