import { type DeviceType, deviceTypes } from "@/lib/domain/devices/registry";
import type { Prisma } from "@/prisma/generated/client";
import type { DealerKey } from "../companies";
import type { Random } from "../random";
import { deviceWords } from "./device-words";
import type { SeedHub } from "./hub-names";

const fewest = 3;
const cyrillic = /\p{Script=Cyrillic}/u;
const languages = { dnipro: "en", sicura: "it", kiwi: "en", nordlys: "nb" } as const satisfies Record<
  DealerKey,
  string
>;

export type Equipment = { rooms: Prisma.RoomCreateManyInput[]; devices: Prisma.DeviceCreateManyInput[] };

/** Makes a handful of devices for each hub, and their rooms, named in the language of the hub's own name. */
export function equipmentRows(random: Random, hubs: SeedHub[]): Equipment {
  const all = hubs.map((hub) => equipHub(random, hub));
  return { rooms: all.flatMap(({ rooms }) => rooms), devices: all.flatMap(({ devices }) => devices) };
}

function equipHub(random: Random, hub: SeedHub): Equipment {
  const words = deviceWords[cyrillic.test(hub.name) ? "uk" : languages[hub.dealer]];
  const count = random.whole(fewest, words.length);
  const prefix = random.digits(6, 16);
  const chosen = words.slice(0, count);
  const place = { companyId: hub.companyId, hubId: hub.key };
  const names = [...new Set(chosen.map(([, , room]) => room))];
  const rooms = names.map((name, index) => ({ ...place, id: random.uuid(), number: index + 1, name }));
  const devices = chosen.map(([type, name, roomName], index) => ({
    ...place,
    id: random.uuid(),
    deviceId: `${prefix}${index.toString(16).padStart(2, "0")}`.toUpperCase(),
    type,
    name,
    roomId: rooms.find((room) => room.name === roomName)?.id ?? null,
    cmsDeviceIndex: index + 1,
    isOnline: random.fraction() > 0.04,
    ...restOf(random, type),
  }));
  return { rooms, devices };
}

function restOf(random: Random, type: DeviceType) {
  const { fields, hasBattery, hasThermometer, kind } = deviceTypes[type];
  return {
    fields,
    batteryPercent: hasBattery ? 20 * random.whole(2, 5) : null,
    temperature: hasThermometer ? random.whole(18, 24) : null,
    nightModeArm: kind === "OPENING" || kind === "GLASS",
  };
}
