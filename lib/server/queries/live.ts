import "server-only";
import { can, isNarrowed } from "@/lib/domain/permissions";
import type { CompanySide } from "@/lib/domain/roles";
import { env } from "@/lib/env";
import type { Position } from "@/lib/live/position";
import { type CompanyContext, onDatabase } from "../context";
import type { Reader, ReaderPlace } from "../feed/audience";
import type { Ask, Hub, Prove } from "../feed/hub";
import { type Answer, awaitMessage, liveHub, openEventStream } from "../feed/stream";
import { lacksSecondFactor, type PagePlace, type PageReader, requirePageReader, requirePosition } from "../gate";
import { requireHomePosition, requireResident } from "../home-gate";
import { takePoint } from "../limits";
import { listResidentRights } from "../store/cloud/home-sessions";
import { listReaches, type Reach } from "../store/reach";
import { listSessionRights, type SessionRights } from "../store/sessions";

/** Where a page listens: at a place of the portal, or in My home. */
export type LivePlace = PagePlace | "HOME";

/** Returns where a page of this request stands in the feed. Throws UNAUTHENTICATED. */
export async function getLivePosition(): Promise<Position> {
  return requirePosition();
}

/** Returns where a page of My home stands in the feed. Throws UNAUTHENTICATED. */
export async function getHomePosition(): Promise<Position> {
  return requireHomePosition();
}

/**
 * Opens a stream of what changes at a place, until `gone` says that the client left. Throws as the gate does, RATE_LIMITED
 * and UNAVAILABLE at the limits.
 */
export async function openLiveStream(
  place: LivePlace,
  after: Position | null,
  gone: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  return openEventStream(hub(), await askOf(place, after), gone);
}

/** Waits for the next change at a place, 20 s at most. Throws as {@link openLiveStream} does. */
export async function awaitLiveMessage(place: LivePlace, after: Position | null, gone: AbortSignal): Promise<Answer> {
  return awaitMessage(hub(), await askOf(place, after), gone);
}

function hub(): Hub {
  return liveHub(env().databaseUrl, proveAll);
}

async function askOf(place: LivePlace, since: Position | null): Promise<Ask> {
  if (place === "HOME") return askOfHome(since);
  const found = await requirePageReader(place);
  await takePoint("liveByAccount", found.account.accountId);
  return { sessionId: found.sessionId, reader: toReader(found, place), since };
}

async function askOfHome(since: Position | null): Promise<Ask> {
  const { sessionId, userId } = await requireResident();
  await takePoint("liveByAccount", userId);
  const [rights] = await onDatabase((client) => listResidentRights(client, [sessionId]));
  const reader = { accountId: userId, isAdmin: false, place: null, hubIds: rights?.hubIds ?? [] };
  return { sessionId, reader, since };
}

function toReader({ account, ctx }: PageReader, place: PagePlace): Reader {
  return {
    accountId: account.accountId,
    isAdmin: isAdmin(account),
    place: ctx && place ? toPlace(ctx, place.side) : null,
  };
}

/** What it reaches is proved before anything is told. */
function toPlace({ companyId, role, clockId }: CompanyContext, side: CompanySide): ReaderPlace {
  return { companyId, side, role, clockId, reach: null };
}

function isAdmin({ isPlatformAdmin }: { isPlatformAdmin: boolean }): boolean {
  return isPlatformAdmin && env().portalMode === "demo";
}

/** Asks anew what the gate asked when a stream was opened: one statement for all that are open of a kind. */
const proveAll: Prove = async (asks) => {
  const [ofHomes, ofAccounts] = [asks.filter(isOfHome), asks.filter((ask) => !isOfHome(ask))].map((some) =>
    some.map(({ sessionId }) => sessionId),
  );
  const homes = ofHomes?.length ? await onDatabase((client) => listResidentRights(client, ofHomes)) : [];
  const rights = ofAccounts?.length ? await onDatabase((client) => listSessionRights(client, ofAccounts)) : [];
  const reaches = await listReachesOf(rights);
  const bySession = Map.groupBy(rights, ({ sessionId }) => sessionId);
  return asks.map((ask) => {
    const { sessionId, reader } = ask;
    if (!isOfHome(ask)) return proveOne(reader, bySession.get(sessionId) ?? [], reaches);
    const home = homes.find((each) => each.sessionId === sessionId);
    return home ? { ...reader, hubIds: home.hubIds } : null;
  });
};

function isOfHome({ reader }: Pick<Ask, "reader">): boolean {
  return reader.hubIds !== undefined;
}

/** Narrowed is a dealer's installer, whose company says so: hardly anybody, so most proofs ask for nothing more. */
async function listReachesOf(rights: readonly SessionRights[]): Promise<Reach[]> {
  const narrowed = rights.flatMap((each) => (each.employeeId && isNarrow(each, "dealer") ? [each.employeeId] : []));
  return narrowed.length > 0 ? onDatabase((client) => listReaches(client, narrowed)) : [];
}

function isNarrow({ role, isAssignedOnly }: SessionRights, side: CompanySide): boolean {
  return role !== null && isNarrowed({ role, side }, { isAssignedOnly: isAssignedOnly === true });
}

function proveOne(reader: Reader, rights: readonly SessionRights[], reaches: readonly Reach[]): Reader | null {
  const [any] = rights;
  const { place } = reader;
  if (!any) return null;
  if (!place) return { ...reader, isAdmin: isAdmin(any) };

  const { side } = place;
  const found = rights.find(({ companyId }) => companyId === place.companyId);
  if (!found?.role || (side === "reseller" && !found.isReseller)) return null;
  const { role, hasSecondFactor, clockId } = found;
  if (!can({ role, side }, "company:view") || lacksSecondFactor({ role, side, hasSecondFactor })) return null;
  const own = reaches.find(({ employeeId }) => employeeId === found.employeeId);
  const reach = isNarrow(found, side) ? (own?.ids ?? []) : null;
  return { ...reader, isAdmin: isAdmin(found), place: { ...place, role, clockId, reach } };
}
