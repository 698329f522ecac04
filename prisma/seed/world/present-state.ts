import { toDate } from "@/lib/clock";
import { dayTrafficKb } from "@/lib/domain/sim-card";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { reportSim } from "@/lib/server/services/simulation/report-sim";
import type { HubState } from "../hub-states";
import type { SeedHub } from "./hub-names";
import { stationRows } from "./station-rows";

const driftHours = 3;
const removedHours = 2;
const backOnlineHours = 2;
const silentHours = 7;
const unpoweredHours = 26;
const offGridDays = 6;
const retiredDays = 21;

type Present = { hubs: SeedHub[]; now: Temporal.Instant };

/**
 * Brings hubs and SIMs from the history to what they are at `now`: channels, faults, and SIMs that were taken out or
 * put into another hub. None of this changes a package.
 */
export async function showPresent(present: Present): Promise<void> {
  await inSystemTransaction(async (tx) => {
    await tx.hub.updateMany({ where: { isOnline: true }, data: { lastSeenAt: toDate(present.now) } });
    await turnOffline(tx, present);
    await countTraffic(tx, present);
    await faultSims(tx, present);
    await moveSims(tx, present);
    await tx.station.createMany({ data: stationRows(present.hubs, present.now) });
  });
  await bringFailedOnesBack(present);
}

function those({ hubs }: Present, ...states: HubState[]): SeedHub[] {
  return hubs.filter(({ state }) => states.includes(state));
}

function keysOf(hubs: SeedHub[]): { id: { in: string[] } } {
  return { id: { in: hubs.map(({ key }) => key) } };
}

function simsOf(hubs: SeedHub[]): { id: { in: string[] } } {
  return { id: { in: hubs.flatMap(({ sim }) => (sim ? [sim.id] : [])) } };
}

const noChannel = { isOnline: false, onlineSince: null, hasEthernet: false, hasWifi: false, hasCellular: false };

const noCable = {
  ethernet: { enabled: false, ip: "", mask: "", gate: "", dns: "", dhcp: true },
  wifi: { enabled: false, ssid: "", signalLevel: "NO_SIGNAL" },
};

async function turnOffline(tx: Transaction, present: Present): Promise<void> {
  const ago = (hours: number) => toDate(present.now.subtract({ hours }));
  const withoutPower = { ...noChannel, hasMains: false, batteryPercent: 0, malfunctions: ["NO_MAINS", "BATTERY_LOW"] };
  await tx.hub.updateMany({
    where: keysOf(those(present, "ACTIVATED_OFFLINE")),
    data: { ...withoutPower, lastSeenAt: ago(silentHours) },
  });
  // Without power it cannot answer either: the simulated network would confirm the activation at once.
  await tx.hub.updateMany({
    where: keysOf(those(present, "ACTIVATING")),
    data: { ...withoutPower, lastSeenAt: ago(unpoweredHours) },
  });
  await tx.simulatedFault.createMany({
    data: those(present, "ACTIVATED_OFFLINE", "ACTIVATING").map(({ key, companyId }) => ({
      kind: "HUB_NO_MAINS" as const,
      companyId,
      hubId: key,
      injectedAt: ago(silentHours),
      injectedBy: "Demo",
    })),
  });
  await tx.hub.updateMany({
    where: keysOf(those(present, "NEVER_OFFLINE")),
    data: { ...noChannel, ...noCable, lastSeenAt: ago(offGridDays * 24) },
  });
}

/** What the months of pings have cost the SIMs: by the days that services ran on each. */
async function countTraffic(tx: Transaction, { hubs, now }: Present): Promise<void> {
  await tx.$executeRaw`
    update ajax_sim s set traffic_tx_kb = s.traffic_tx_kb + r.days * ${dayTrafficKb.tx}::int,
      traffic_rx_kb = s.traffic_rx_kb + r.days * ${dayTrafficKb.rx}::int
    from (
      select p.sim_id,
        floor(sum(extract(epoch from coalesce(p.ended_at, ${toDate(now)}) - p.confirmed_at)) / 86400)::int as days
      from hub_package p
      where p.hub_id = any(${hubs.map(({ key }) => key)}::uuid[]) and p.confirmed_at is not null group by p.sim_id
    ) r
    where s.id = r.sim_id`;
}

async function faultSims(tx: Transaction, present: Present): Promise<void> {
  const seeded = { injectedAt: toDate(present.now.subtract({ hours: driftHours })), injectedBy: "Demo" };
  const drifting = those(present, "DRIFT");
  // It fell off, was told to switch on again, and keeps saying no: the standing fault keeps the network from mending it.
  await tx.ajaxSim.updateMany({
    where: simsOf(drifting),
    data: {
      desiredVersion: { increment: 1 },
      desiredAt: toDate(present.now.subtract({ hours: driftHours })),
      reportedStatus: "DISABLED",
      reportedAt: toDate(present.now.subtract({ hours: driftHours, minutes: 4 })),
      cardStatus: "DISABLED",
    },
  });
  const stuck = [...drifting, ...those(present, "STILL_SWITCHING_OFF")];
  await tx.simulatedFault.createMany({
    data: stuck.flatMap(({ sim, companyId }) =>
      sim ? [{ ...seeded, kind: "SIM_STUCK" as const, companyId, simId: sim.id }] : [],
    ),
  });
  await tx.hub.updateMany({ where: keysOf(drifting), data: { hasCellular: false } });
  await tx.ajaxSim.updateMany({
    where: simsOf(those(present, "SIM_RETIRED")),
    data: { retiredAt: toDate(present.now.subtract({ hours: retiredDays * 24 })) },
  });
}

async function moveSims(tx: Transaction, present: Present): Promise<void> {
  const removed = those(present, "SIM_REMOVED");
  const removedAt = toDate(present.now.subtract({ hours: removedHours }));
  await tx.ajaxSim.updateMany({ where: simsOf(removed), data: { hubId: null, slot: null, removedAt } });
  const donors = present.hubs.filter(({ isDonor }) => isDonor);
  await tx.hub.updateMany({ where: keysOf([...removed, ...donors]), data: { hasCellular: false } });
  for (const taker of those(present, "SIM_IN_OTHER_HUB")) {
    const giver = donors.find(({ objectId }) => objectId === taker.objectId);
    if (!giver) throw new Error(`No hub beside ${taker.name} gives its SIM away.`);
    await tx.ajaxSim.updateMany({ where: simsOf([giver]), data: { hubId: taker.key, slot: 1 } });
  }
}

/** A hub whose activation failed was out of reach for longer than a day; now it answers, so that it can be tried again. */
async function bringFailedOnesBack(present: Present): Promise<void> {
  const at = present.now.subtract({ hours: backOnlineHours });
  for (const { key, sim } of those(present, "ACTIVATION_FAILED")) {
    if (!sim) continue;
    const { desiredVersion } = await inSystemTransaction(async (tx) => {
      await tx.hub.update({ where: { id: key }, data: { onlineSince: toDate(at) } });
      return tx.ajaxSim.findUniqueOrThrow({ where: { id: sim.id }, select: { desiredVersion: true } });
    });
    await reportSim({ simId: sim.id, status: "DISABLED", version: desiredVersion, at });
  }
}
