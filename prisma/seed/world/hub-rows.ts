import { toDate } from "@/lib/clock";
import type { HubModel } from "@/lib/domain/devices/hub-model";
import { accessOfSim } from "@/lib/domain/sim-card";
import type { Prisma } from "@/prisma/generated/client";
import type { Random } from "../random";
import type { SeedHub, SeedObject } from "./hub-names";
import type { Staff } from "./staff";

const models2G: HubModel[] = ["HUB", "HUB_2", "HUB_HYBRID"];
const modelsWithWifi: HubModel[] = ["HUB_PLUS", "HUB_2_PLUS"];

/** So few activated hubs have nothing but their SIM: these go offline eight minutes after Stop now. */
const oneInSo = 5;

/** Makes the objects, created on successive days before the history begins. */
export function objectRows(objects: SeedObject[], firstDay: Temporal.Instant): Prisma.SecuredObjectCreateManyInput[] {
  return objects.map(({ id, companyId, name, address, reference, endUser }, index) => ({
    id,
    companyId,
    name,
    address,
    reference: reference ?? null,
    endUserName: endUser,
    createdAt: toDate(firstDay.add({ hours: index })),
  }));
}

/** Makes the hubs as they stand through the history: online, with channels of their own. */
export function hubRows(
  random: Random,
  hubs: SeedHub[],
  { staff, firstDay }: { staff: Staff; firstDay: Temporal.Instant },
): Prisma.HubCreateManyInput[] {
  return hubs.map((hub, index) => {
    const createdAt = toDate(firstDay.add({ hours: index, minutes: 20 }));
    const installers = staff.installersOf(hub.dealer);
    return {
      id: hub.key,
      companyId: hub.companyId,
      objectId: hub.objectId,
      hubId: hub.hubId,
      name: hub.name,
      model: hub.model,
      firmware: hub.state === "SIM_FOREIGN" ? "2.8.3" : random.pick(["2.31.1", "2.31.0", "2.30.4"]),
      isOnline: true,
      onlineSince: createdAt,
      lastSeenAt: createdAt,
      ...channelsOf(random, hub, index),
      batteryPercent: 100 - 5 * random.whole(0, 2),
      installedById: installers[index % installers.length] ?? null,
      createdAt,
    };
  });
}

function channelsOf(random: Random, { state, model, isDonor }: SeedHub, index: number) {
  const isCellularOnly = state === "ACTIVATED_ONLINE" && !isDonor && index % oneInSo === 0;
  const hasWifi = !isCellularOnly && modelsWithWifi.includes(model) && random.fraction() < 0.6;
  return {
    hasEthernet: !isCellularOnly,
    ethernet: ethernetOf(index, !isCellularOnly),
    hasWifi,
    wifi: { enabled: hasWifi, ssid: hasWifi ? "office" : "", signalLevel: hasWifi ? "NORMAL" : "NO_SIGNAL" },
    hasCellular: state === "SIM_FOREIGN",
    cellularGeneration: models2G.includes(model) ? 2 : 4,
    signalBars: random.whole(1, 3),
    noiseDbm: -random.whole(82, 97),
  };
}

function ethernetOf(index: number, enabled: boolean) {
  const net = "192.168.1";
  const address = { ip: `${net}.${20 + (index % 200)}`, mask: "255.255.255.0", gate: `${net}.1`, dns: `${net}.1` };
  return { enabled, ...(enabled ? address : { ip: "", mask: "", gate: "", dns: "" }), dhcp: true };
}

/** Makes the SIMs, each in slot 1 of its hub since that was put up, never switched on yet. */
export function simRows(hubs: SeedHub[], firstDay: Temporal.Instant): Prisma.AjaxSimCreateManyInput[] {
  return hubs.flatMap(({ sim, companyId, key, state }, index) => {
    if (!sim) return [];
    const condition =
      state === "SIM_LOCKED"
        ? ("PIN_LOCKED" as const)
        : state === "SIM_DEFECTIVE"
          ? ("DEFECTIVE" as const)
          : ("OK" as const);
    const trafficResetAt = toDate(firstDay.add({ hours: index, minutes: 20 }));
    return [{ ...sim, ...accessOfSim(sim.kind), companyId, condition, hubId: key, slot: 1, trafficResetAt }];
  });
}
