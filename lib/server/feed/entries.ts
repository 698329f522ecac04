import { toInstant } from "@/lib/clock";
import type { Entry } from "@/lib/domain/cloud/entry-view";
import type { FeedPlace } from "@/lib/live/feed-place";
import type { Position } from "@/lib/live/position";
import type { Transaction } from "../context";

/** One thing that a hub told, with the place of whoever was told so far and no farther. */
export type FeedEntry = Entry & { hubKey: string; place: FeedPlace };

type Row = {
  id: string;
  kind: Entry["kind"];
  payload: Record<string, unknown>;
  at: Date;
  hubKey: string;
  turn: string;
  seq: string;
};

/** Reads where the feed stands now. */
export async function readEdge(client: Transaction): Promise<Position> {
  const rows = await client.$queryRaw<[{ edge: string }]>`select pg_current_snapshot()::text as edge`;
  return rows[0].edge;
}

/** Where to read on: for which hubs, up to where (a place that lies within a range reads that one first), and how much. */
export type EntryAsk = {
  place: FeedPlace;
  hubKeys: readonly string[];
  /** Invited to a hub, it lets that hub's entries be told from then on. */
  reportingAddress: string;
  edge: Position;
  limit: number;
  /** What was recorded before is passed over, by real time; null passes nothing over. */
  since: Date | null;
};

/**
 * Reads the next entries of some hubs behind a place, in order, and the place behind them. `hasMore` says that the edge
 * is not reached. A place of another server, as after a restore, begins anew at the edge.
 */
export async function readEntries(
  client: Transaction,
  { place, hubKeys, edge, ...ask }: EntryAsk,
): Promise<{ entries: FeedEntry[]; next: FeedPlace; hasMore: boolean }> {
  const { from, within } = place;
  const to = within?.to ?? edge;
  const rows = hubKeys.length === 0 ? [] : await selectRows(client, { place, hubKeys, edge: to, ...ask });
  const entries: FeedEntry[] = rows.map(({ turn, seq, at, ...row }) => ({
    ...row,
    at: toInstant(at),
    place: { from, within: { to, turn, seq } },
  }));
  const last = entries.at(-1);
  const isWhole = rows.length < ask.limit;
  const next = isWhole || !last ? { from: to, within: null } : last.place;
  if (isWhole && last) last.place = next;
  return { entries, next, hasMore: !isWhole || to !== edge };
}

/** Rows that were not visible at `from` and are at `edge`: xids lie above the first's lowest, and so do turns. */
async function selectRows(
  client: Transaction,
  { place, hubKeys, reportingAddress, edge, limit, since }: EntryAsk,
): Promise<Row[]> {
  const { from, within } = place;
  const xmin = from.split(":")[0] ?? "0";
  return client.$queryRaw<Row[]>`
    select o.id, o.kind, o.payload, o.at, o.hub_id as "hubKey", o.turn::text as turn, o.seq::text as seq
    from outbox o
    join cloud.hub_invitation i on i.hub_id = o.hub_id and i.state = 'PENDING'
      and i.email = ${reportingAddress}::citext and o.xid >= i.xid
    where o.hub_id = any(${[...hubKeys]}::uuid[]) and o.kind in ('hub.event', 'hub.update')
      and o.turn >= ${xmin}::xid8 and o.xid >= ${xmin}::xid8
      and not pg_visible_in_snapshot(o.xid, ${from}::pg_snapshot) and pg_visible_in_snapshot(o.xid, ${edge}::pg_snapshot)
      and pg_snapshot_xmax(${from}::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
      and (${since}::timestamptz is null or o.recorded_at >= ${since})
      and (${within?.turn ?? null}::text is null
        or (o.turn, o.seq) > (${within?.turn ?? "0"}::xid8, ${within?.seq ?? "0"}::bigint))
    order by o.turn, o.seq limit ${limit}`;
}
