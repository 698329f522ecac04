import "server-only";
import { toInstant, toInstantOrNull } from "@/lib/clock";
import { effectiveState, type PackageState } from "@/lib/domain/package-lifecycle";
import { hasStar, type PackageTile, tileOf } from "@/lib/domain/package-tile";
import { readSim, type SimReading, type SimSlot, type SlotWord, slotWord } from "@/lib/domain/sim-status";
import type { SimRow } from "../store/hub-detail";

/** Ajax Services of a hub as every screen shows them. Instants are ISO text. */
export type ServiceView = {
  tile: PackageTile;
  hasStar: boolean;
  /** The end that is set, null while none is. */
  endsAt: string | null;
  /** The zone whose months count for the running package, else the company's. */
  billingZone: string;
  resellerName: string | null;
  /** The other company that runs services here, named only to a company it is connected with; null while none does. */
  managedBy: OtherManager | null;
};

export type OtherManager = { name: string | null };

/**
 * Shows a stored package as it counts at `now`, so that one past its end reads as inactive before the rollover wrote
 * it. Instants are ISO text.
 */
export function toServiceView(
  stored: PackageState,
  facts: {
    now: Temporal.Instant;
    isHubOnline: boolean;
    companyZone: string;
    resellerName: string | null;
    managedBy: OtherManager | null;
  },
): ServiceView {
  const { now, isHubOnline, companyZone, resellerName, managedBy } = facts;
  const state = effectiveState(stored, now);
  const isLive = state.status !== "INACTIVE";
  return {
    tile: tileOf(stored, { now, isHubOnline, isManagedElsewhere: managedBy !== null }),
    hasStar: hasStar(stored, now),
    endsAt: state.status === "EXPIRING" ? state.expiresAt.toString() : null,
    billingZone: isLive ? state.billingZone : companyZone,
    resellerName: isLive ? resellerName : null,
    managedBy,
  };
}

/** One slot of a hub: its word, and for an Ajax SIM what it should be beside what it says it is. */
export type SimSlotView = {
  slot: SimSlot;
  word: SlotWord;
  iccid: string | null;
  isActiveSlot: boolean;
  reading: SimReading | null;
  desiredStatus: "ENABLED" | "DISABLED" | null;
  desiredAt: string | null;
  reportedStatus: "ENABLED" | "DISABLED" | null;
  reportedAt: string | null;
};

/** What a reading needs of a SIM row. */
export type SimColumns = Pick<
  SimRow,
  "slot" | "desiredStatus" | "desiredVersion" | "desiredAt" | "reportedStatus" | "reportedVersion" | "reportedAt"
>;

/** Reads desired beside reported. Null for a SIM that no command ever reached. */
export function readingOf(sim: SimColumns, onlineSince: Date | null, now: Temporal.Instant): SimReading | null {
  if (!sim.desiredAt) return null;
  const reported =
    sim.reportedStatus && sim.reportedAt
      ? { status: sim.reportedStatus, version: sim.reportedVersion, slot: sim.slot, at: toInstant(sim.reportedAt) }
      : null;
  const desired = { status: sim.desiredStatus, version: sim.desiredVersion, at: toInstant(sim.desiredAt) };
  return readSim({ desired, reported, reachableSince: toInstantOrNull(onlineSince) }, now);
}

/** Shows one SIM slot. Only an Ajax SIM has a reading: the portal rules no other operator's. */
export function toSlotView(
  slot: SimSlot,
  sim: SimRow | null,
  hub: { activeSlot: SimSlot; onlineSince: Date | null },
  now: Temporal.Instant,
): SimSlotView {
  return {
    slot,
    word: slotWord(sim),
    iccid: sim?.iccid ?? null,
    isActiveSlot: hub.activeSlot === slot,
    reading: sim?.kind === "AJAX" ? readingOf(sim, hub.onlineSince, now) : null,
    desiredStatus: sim?.kind === "AJAX" ? sim.desiredStatus : null,
    desiredAt: sim?.desiredAt?.toISOString() ?? null,
    reportedStatus: sim?.reportedStatus ?? null,
    reportedAt: sim?.reportedAt?.toISOString() ?? null,
  };
}
