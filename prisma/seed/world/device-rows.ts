import { deviceTypes } from "@/lib/domain/devices/registry";
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

/** Makes a handful of devices for each hub, named in the language of the hub's own name. */
export function deviceRows(random: Random, hubs: SeedHub[]): Prisma.DeviceCreateManyInput[] {
  return hubs.flatMap((hub) => {
    const words = deviceWords[cyrillic.test(hub.name) ? "uk" : languages[hub.dealer]];
    const count = random.whole(fewest, words.length);
    const prefix = random.digits(6, 16);
    return words.slice(0, count).map(([type, name, room], index) => ({
      id: random.uuid(),
      companyId: hub.companyId,
      hubId: hub.key,
      deviceId: `${prefix}${index.toString(16).padStart(2, "0")}`.toUpperCase(),
      type,
      name,
      room,
      isOnline: random.fraction() > 0.04,
      batteryPercent: deviceTypes[type].hasBattery ? 20 * random.whole(2, 5) : null,
    }));
  });
}
