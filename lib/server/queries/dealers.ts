import "server-only";
import { cache } from "react";
import { toDate } from "@/lib/clock";
import { type DealerListParams, type DealerState, parseDealerCursor, printDealerCursor } from "@/lib/schemas/dealers";
import { inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import {
  type ConnectionState,
  countDealers,
  countLiveDealers,
  type DealerCounts,
  type DealerRow,
  listDealerRows,
} from "../store/dealer-list";
import { countWaitingMoves } from "../store/move-requests";
import { type PageViewer, toPageViewer } from "./hubs";

export type { DealerCounts };

const pageSize = 50;

const stateOf: Record<DealerState, ConnectionState | "LIVE"> = {
  connected: "OPEN",
  live: "LIVE",
  ending: "ENDING",
  ended: "CLOSED",
};

/** A dealer as its reseller's list shows it. Instants are ISO text. */
export type DealerItem = Omit<DealerRow, "openedAt" | "closedAt" | "sortValue"> & {
  openedAt: string;
  closedAt: string | null;
};

export type DealersPage = {
  viewer: PageViewer;
  /** Dealers of the asked state. */
  count: number;
  waiting: number;
  items: DealerItem[];
  previousCursor: string | null;
  nextCursor: string | null;
};

/** Reads one page of a reseller's dealers of one state. */
export async function getDealersPage(resellerSlug: string, params: DealerListParams): Promise<DealersPage> {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const direction = params.before ? "BACKWARD" : "FORWARD";
    const cursor = parseDealerCursor(params.before ?? params.after, params.sort);
    const rows = await listDealerRows(tx, ctx.companyId, {
      state: stateOf[params.state],
      search: params.q || null,
      now,
      sort: params.sort,
      isDescending: params.dir === "desc",
      cursor,
      direction,
      limit: pageSize + 1,
    });
    const hasMore = rows.length > pageSize;
    const shown = direction === "FORWARD" ? rows.slice(0, pageSize) : rows.slice(-pageSize);
    const isFirst = direction === "FORWARD" ? !cursor : !hasMore;
    const { waiting, ...counts } = await countDealers(tx, ctx.companyId, now);
    const { state } = params;
    return {
      viewer: toPageViewer(ctx),
      count: state === "live" ? await countLiveDealers(tx, ctx.companyId, now) : counts[state],
      waiting,
      items: shown.map(toItem),
      previousCursor: isFirst ? null : edge(shown[0]),
      nextCursor: direction === "BACKWARD" || hasMore ? edge(shown.at(-1)) : null,
    };
  });
}

function edge(row: DealerRow | undefined): string | null {
  return row ? printDealerCursor({ value: row.sortValue, id: row.connectionId }) : null;
}

function toItem({ sortValue: _value, ...row }: DealerRow): DealerItem {
  return { ...row, openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null };
}

/** `waiting` dealers ask to connect, `moves` ask to have hubs taken over. */
export type WaitingCounts = DealerCounts & { moves: number };

/** Reads the figures of the reseller side's navigation: dealers by state, and what waits for a decision. */
export const getDealerCounts = cache(async (resellerSlug: string): Promise<WaitingCounts> => {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    return {
      ...(await countDealers(tx, ctx.companyId, now)),
      moves: await countWaitingMoves(tx, ctx.companyId, now),
    };
  });
});
