import { type Channel, channels, type LiveHub } from "./live-hub";

const missedPings = 3;

/** A hub without mains lives on its battery; with neither it is dark. */
export function hasPower({ hasMains, batteryPercent }: Pick<LiveHub, "hasMains" | "batteryPercent">): boolean {
  return hasMains || batteryPercent > 0;
}

/** Lists what can carry the hub now: powered, enabled, not kept down, and for GSM with a SIM that is on. */
export function channelsOf(hub: LiveHub): Channel[] {
  if (!hasPower(hub)) return [];
  const isThere: Record<Channel, boolean> = {
    ETHERNET: hub.hasCable,
    WIFI: hub.knowsWifi,
    GSM: hub.isCellularEnabled && hub.sims.some(carriesData),
  };
  return channels.filter((channel) => isThere[channel] && !hub.downChannels.includes(channel));
}

/** Another operator's SIM always works; an Ajax SIM only while it is on, and not in a hub that it does not serve. */
function carriesData(sim: LiveHub["sims"][number]): boolean {
  if (sim.condition !== "OK") return false;
  return sim.kind === "OTHER_OPERATOR" || (sim.cardStatus === "ENABLED" && !sim.isServingOtherHub);
}

/**
 * Returns the SIM that carried what a hub told when it came from one state to the other; null where the cellular channel
 * was not there all the while, or the hub could tell nothing.
 */
export function carrierOf({ before, after }: { before: LiveHub; after: LiveHub }): string | null {
  const isCarried = hasPower(before) && [before, after].every((hub) => hub.activeChannels.includes("GSM"));
  return isCarried && isPinging(after) ? (after.sims.find(carriesData)?.simId ?? null) : null;
}

/** Tells whether the cloud hears the hub: it has a channel, and nothing keeps it from pinging. */
export function isPinging(hub: LiveHub): boolean {
  return hub.activeChannels.length > 0 && !hub.isSilenced;
}

/** When a hub that was last heard at `since` counts as offline: after three missed pings and the alarm delay. */
export function offlineAt(hub: Pick<LiveHub, "pingPeriodSeconds" | "offlineAlarmSeconds">, since: Temporal.Instant) {
  return since.add({ seconds: missedPings * hub.pingPeriodSeconds + hub.offlineAlarmSeconds });
}
