import { can, grantOf, type Permission } from "@/lib/domain/permissions";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import type { LiveChange } from "@/lib/live/message";
import type { Change, Signal } from "./changes";

/** The company whose pages somebody has open, on one side of it, and as what. */
export type ReaderPlace = {
  companyId: string;
  side: CompanySide;
  role: EmployeeRole;
  clockId: string | null;
  /** Of somebody who reaches assigned objects only: their ids, and those of the hubs in them. Null: all are reached. */
  reach: readonly string[] | null;
};

/** Somebody with pages open. Without a place it is the personal account or the platform's area. */
export type Reader = {
  accountId: string;
  isAdmin: boolean;
  place: ReaderPlace | null;
  /** Of somebody in My home: the hubs they live with, by their printed ids. */
  hubIds?: readonly string[];
};

/** Which permission opens the pages that a change of a kind shows on, by the first word of the kind. */
const dealerPages: Record<string, Permission> = {
  package: "package:view",
  start: "package:view",
  hub: "object:view",
  station: "object:view",
  device: "object:view",
  object: "object:view",
  sim: "object:view",
  fault: "object:view",
  simulator: "object:view",
  connection: "connection:view",
  move: "connection:view",
  employee: "employee:view",
  invitation: "employee:view",
  company: "company:view",
  key: "integration:manage",
};

/** A reseller sees its dealers' packages as accounts billed to it, and nothing else of their hubs. */
const resellerPages: Record<string, Permission> = {
  package: "billed-account:view",
  connection: "connection:view",
  move: "connection:view",
  employee: "employee:view",
  invitation: "employee:view",
  company: "company:view",
};

/** What the pages of the simulated fleet show, whoever's hub it is; they exist in the demo alone. */
const fleetAreas: readonly string[] = ["hub", "sim", "fault", "simulator", "package"];

/** What the pages of My home show of a hub. */
const homeAreas: readonly string[] = ["hub", "package"];

function areaOf({ kind }: Change): string {
  return kind.split(".")[0] ?? "";
}

/** Answers whether a reader may know of a change. A kind that no page shows is nobody's. */
export function mayHear({ place, isAdmin, hubIds }: Reader, change: Change): boolean {
  if (hubIds) return change.hubId !== null && hubIds.includes(change.hubId) && homeAreas.includes(areaOf(change));
  if (!place) return isAdmin && fleetAreas.includes(areaOf(change));
  const area = areaOf(change);
  const permission = (place.side === "dealer" ? dealerPages : resellerPages)[area];
  if (!permission || !can(place, permission)) return false;
  if (place.reach && grantOf(place, permission) === "ASSIGNED" && !isWithin(place.reach, change)) return false;
  const isOwn = change.companyId === place.companyId;
  const isCounterpart = change.counterpartId === place.companyId;
  if (area === "connection" || area === "move") return isOwn || isCounterpart;
  return area === "package" && place.side === "reseller" ? isCounterpart : isOwn;
}

/** A hub's change is where the hub is, an object's where it is itself; what lies in no hub is in nobody's reach. */
function isWithin(reach: readonly string[], { hubKey, subjectId }: Change): boolean {
  return reach.includes(hubKey ?? subjectId);
}

/** The reader whose reach is not known yet: what may turn out to be for it is put aside, and told once that is proved. */
export function withoutReach({ place, ...reader }: Reader): Reader {
  return { ...reader, place: place && { ...place, reach: null } };
}

/** Answers whether a reader reaches other objects or hubs now than before: whatever its pages show may be old. */
export function hasOtherReach(before: Reader, now: Reader): boolean {
  return before.place?.reach?.join() !== now.place?.reach?.join();
}

/** Answers whether a signal is for a reader. Month rollovers show on the platform's pages alone, clocks on all. */
export function mayHearSignal({ accountId, isAdmin, place }: Reader, signal: Signal): boolean {
  if (signal.name === "bell") return signal.accountIds === null || signal.accountIds.includes(accountId);
  if (signal.name === "rollover") return isAdmin;
  return isAdmin || signal.clockId === null || place === null || signal.clockId === place.clockId;
}

/** Says a change in the words of a page. A reseller does not learn where its dealer's hub is, a home not of what object. */
export function toLiveChange({ place, isAdmin, hubIds }: Reader, change: Change): LiveChange {
  const { id, kind, subjectId, hubId, objectId, xid } = change;
  const isOwn = change.companyId === place?.companyId;
  const mayPlace = isOwn || (place === null && isAdmin);
  return {
    id,
    kind,
    subject: subjectId,
    xid,
    ...(hubIds && hubId ? { hub: hubId } : {}),
    ...(mayPlace && hubId && objectId ? { hub: hubId, object: objectId } : {}),
  };
}
