import type { Transaction } from "../context";
import type { PackageEventKind } from "./append";

/** Every reader of the outbox by name; each has a row that says how far it has come. */
export type FeedReader = "bell";

/** One fact as it was appended. `at` is by the company's clock. */
export type FeedEvent = {
  id: string;
  kind: PackageEventKind;
  companyId: string;
  subjectId: string;
  at: Date;
};

type Row = FeedEvent & { xid: string; seq: bigint };

/**
 * Lets one transaction at a time act for a reader; others wait until it ends. Whatever must not happen beside the
 * reader, as closing what it fills, takes this first.
 */
export async function lockReader(tx: Transaction, reader: FeedReader): Promise<void> {
  await tx.$executeRaw`select 1 from feed_cursor where reader = ${reader} for update`;
}

/**
 * Takes the next facts in order, `limit` at most, and moves the reader behind them in the caller's transaction: each fact
 * is taken once, however often workers die.
 *
 * Facts are paged by transaction and number, and only below the oldest transaction that still runs, so that one which
 * commits late cannot slip in behind the reader (RELIABILITY I-27).
 */
export async function takeEvents(tx: Transaction, reader: FeedReader, limit: number): Promise<FeedEvent[]> {
  await lockReader(tx, reader);
  const rows = await tx.$queryRaw<Row[]>`
    select o.id, o.kind, o.company_id as "companyId", o.subject_id as "subjectId", o.at, o.xid::text as xid, o.seq
    from outbox o join feed_cursor c on c.reader = ${reader} and (o.xid, o.seq) > (c.xid, c.seq)
    where o.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by o.xid, o.seq limit ${limit}`;
  const last = rows.at(-1);
  if (last) {
    await tx.$executeRaw`
      update feed_cursor set xid = ${last.xid}::xid8, seq = ${last.seq} where reader = ${reader}`;
  }
  return rows.map(({ xid: _xid, seq: _seq, ...event }) => event);
}

/** Answers whether a fact of `kind` is there that the reader has not taken, be it still out of its reach. */
export async function hasUnread(tx: Transaction, reader: FeedReader, kind: PackageEventKind): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ found: boolean }]>`
    select exists (
      select from outbox o join feed_cursor c on c.reader = ${reader} and (o.xid, o.seq) > (c.xid, c.seq)
      where o.kind = ${kind}) as found`;
  return rows[0].found;
}

/** Moves a reader behind everything that happened before `from`, as if it had been read. It never goes back. */
export async function skipEvents(tx: Transaction, reader: FeedReader, from: Date): Promise<void> {
  await tx.$executeRaw`
    update feed_cursor c set xid = last.xid, seq = last.seq
    from (select xid, seq from outbox where at < ${from} order by xid desc, seq desc limit 1) last
    where c.reader = ${reader} and (c.xid, c.seq) < (last.xid, last.seq)`;
}
