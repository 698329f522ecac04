import "server-only";
import { toDate } from "@/lib/clock";
import { parseBillingMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import { can } from "@/lib/domain/permissions";
import { endOfMonth } from "@/lib/domain/reseller-connection";
import { parseHistoryCursor, printHistoryCursor } from "@/lib/schemas/history";
import type { CompanyContext } from "../context";
import {
  countUpcoming,
  listUpcoming,
  listUpcomingConnections,
  listUpcomingMoves,
  type UpcomingConnection,
  type UpcomingCounts,
  type UpcomingMove,
  type UpcomingRow,
} from "../store/upcoming";
import { type Enrolled, forDealer, type NextBoundary, toBoundary } from "./dashboard";
import { type PageViewer, toPageViewer } from "./hubs";

const pageSize = 50;

/** A hub's change that is still to come. Instants are ISO text. */
export type UpcomingView = Omit<UpcomingRow, "at" | "setAt"> & { at: string | null; setAt: string | null };

/** An end of a connection that is still to come; `isOwn` where the dealer asked for it and can keep the connection. */
export type UpcomingConnectionView = Omit<UpcomingConnection, "endMonth" | "endingCompanyId"> & {
  at: string;
  zone: string;
  isOwn: boolean;
};

export type UpcomingMoveView = Omit<UpcomingMove, "at"> & { at: string };

export type UpcomingPage = {
  viewer: PageViewer;
  boundary: NextBoundary;
  counts: UpcomingCounts;
  connections: UpcomingConnectionView[];
  moves: UpcomingMoveView[];
  rows: UpcomingView[];
  previousCursor: string | null;
  nextCursor: string | null;
  mayCancel: boolean;
};

/** Something far ahead of every instant there is, as the store sorts what has none. */
const never = "9999-12-31T00:00:00.000Z";

/** Reads everything that was decided and is still to come, the next change first, each with who set it. */
export async function getUpcoming(
  companySlug: string,
  params: { after?: string | undefined; before?: string | undefined },
): Promise<Enrolled<UpcomingPage>> {
  return forDealer(companySlug, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const boundary = startOfNextMonth(ctx.now, ctx.timeZone);
    const direction = params.before ? "BACKWARD" : "FORWARD";
    const place = parseHistoryCursor(params.before ?? params.after);
    const cursor = place && { at: new Date(place.at), id: place.id };
    const rows = await listUpcoming(tx, ctx.companyId, { now, cursor, direction, limit: pageSize + 1 });
    const hasMore = rows.length > pageSize;
    const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const isFirst = direction === "FORWARD" ? !cursor : !hasMore;
    const connections = await listUpcomingConnections(tx, ctx.companyId);
    const moves = await listUpcomingMoves(tx, ctx.companyId, now);
    return {
      viewer: toPageViewer(ctx),
      boundary: toBoundary(boundary, ctx),
      counts: await countUpcoming(tx, ctx.companyId, { now, until: toDate(boundary) }),
      connections: connections.flatMap((connection) => toConnection(connection, ctx)),
      moves: moves.map((move) => ({ ...move, at: move.at.toISOString() })),
      rows: shown.map(toView),
      previousCursor: isFirst ? null : edge(shown[0]),
      nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
      mayCancel: can(ctx, "change:cancel"),
    };
  });
}

/** A connection past its month reads as ended, however late the job is. */
function toConnection(
  { endMonth, endingCompanyId, ...connection }: UpcomingConnection,
  { now, timeZone, companyId }: CompanyContext,
): UpcomingConnectionView[] {
  const month = parseBillingMonth(endMonth);
  if (!month) return [];
  const at = endOfMonth(month, timeZone);
  const isOver = connection.liveHubs === 0 && Temporal.Instant.compare(now, at) >= 0;
  return isOver ? [] : [{ ...connection, at: at.toString(), zone: timeZone, isOwn: endingCompanyId === companyId }];
}

function edge(row: UpcomingRow | undefined): string | null {
  return row ? printHistoryCursor({ at: row.at?.toISOString() ?? never, id: row.id }) : null;
}

function toView(row: UpcomingRow): UpcomingView {
  return { ...row, at: row.at?.toISOString() ?? null, setAt: row.setAt?.toISOString() ?? null };
}
