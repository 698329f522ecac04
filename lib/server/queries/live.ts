import "server-only";
import { can } from "@/lib/domain/permissions";
import { env } from "@/lib/env";
import type { Position } from "@/lib/live/position";
import { onDatabase } from "../context";
import type { Reader } from "../feed/audience";
import type { Ask, Hub, Prove } from "../feed/hub";
import { type Answer, awaitMessage, liveHub, openEventStream } from "../feed/stream";
import { lacksSecondFactor, type PagePlace, type PageReader, requirePageReader, requirePosition } from "../gate";
import { takePoint } from "../limits";
import { listSessionRights, type SessionRights } from "../store/sessions";

/** Returns where a page of this request stands in the feed. Throws UNAUTHENTICATED. */
export async function getLivePosition(): Promise<Position> {
  return requirePosition();
}

/**
 * Opens a stream of what changes at a place, until `gone` says that the client left. Throws as the gate does, RATE_LIMITED
 * and UNAVAILABLE at the limits.
 */
export async function openLiveStream(
  place: PagePlace,
  after: Position | null,
  gone: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  return openEventStream(hub(), await askOf(place, after), gone);
}

/** Waits for the next change at a place, 20 s at most. Throws as {@link openLiveStream} does. */
export async function awaitLiveMessage(place: PagePlace, after: Position | null, gone: AbortSignal): Promise<Answer> {
  return awaitMessage(hub(), await askOf(place, after), gone);
}

function hub(): Hub {
  return liveHub(env().databaseUrl, proveAll);
}

async function askOf(place: PagePlace, since: Position | null): Promise<Ask> {
  const found = await requirePageReader(place);
  await takePoint("liveByAccount", found.account.accountId);
  return { sessionId: found.sessionId, reader: toReader(found, place), since };
}

function toReader({ account, ctx }: PageReader, place: PagePlace): Reader {
  return {
    accountId: account.accountId,
    isAdmin: isAdmin(account),
    place: ctx && place ? { companyId: ctx.companyId, side: place.side, role: ctx.role, clockId: ctx.clockId } : null,
  };
}

function isAdmin({ isPlatformAdmin }: { isPlatformAdmin: boolean }): boolean {
  return isPlatformAdmin && env().portalMode === "demo";
}

/** Asks anew what the gate asked when a stream was opened: one statement for all that are open. */
const proveAll: Prove = async (asks) => {
  const rights = await onDatabase((client) =>
    listSessionRights(
      client,
      asks.map(({ sessionId }) => sessionId),
    ),
  );
  const bySession = Map.groupBy(rights, ({ sessionId }) => sessionId);
  return asks.map(({ sessionId, reader }) => proveOne(reader, bySession.get(sessionId) ?? []));
};

function proveOne(reader: Reader, rights: readonly SessionRights[]): Reader | null {
  const [any] = rights;
  const { place } = reader;
  if (!any) return null;
  if (!place) return { ...reader, isAdmin: isAdmin(any) };

  const { side } = place;
  const found = rights.find(({ companyId }) => companyId === place.companyId);
  if (!found?.role || (side === "reseller" && !found.isReseller)) return null;
  const { role, hasSecondFactor, clockId } = found;
  if (!can({ role, side }, "company:view") || lacksSecondFactor({ role, side, hasSecondFactor })) return null;
  return { ...reader, isAdmin: isAdmin(found), place: { ...place, role, clockId } };
}
