import type { Transaction } from "../context";
import { type PackageEventKind, packageEventKinds } from "./kinds";

/** Every reader of the outbox by name; each has a row that says how far it has come. */
export type FeedReader = "bell";

/** What each reader is told of. */
const readerKinds: Record<FeedReader, readonly PackageEventKind[]> = { bell: packageEventKinds };

/** One fact as it was appended. `at` is by the company's clock. */
export type FeedEvent = {
  id: string;
  kind: PackageEventKind;
  companyId: string;
  subjectId: string;
  at: Date;
};

/**
 * Lets one transaction at a time act for a reader; others wait until it ends. Whatever must not happen beside the
 * reader, as closing what it fills, takes this first.
 */
export async function lockReader(tx: Transaction, reader: FeedReader): Promise<void> {
  await tx.$executeRaw`select 1 from feed_cursor where reader = ${reader} for update`;
}

/**
 * Takes the next facts in order that concern the reader, `limit` at most, and moves it behind them in the caller's
 * transaction: each fact is taken once, however often workers die. What does not concern it is passed over for good.
 *
 * Facts are paged by turn and number, and only below the oldest transaction that still runs, so that one which commits
 * late cannot slip in behind the reader (RELIABILITY I-27). One statement reads and moves, so both see the same.
 */
export async function takeEvents(tx: Transaction, reader: FeedReader, limit: number): Promise<FeedEvent[]> {
  await lockReader(tx, reader);
  return tx.$queryRaw<FeedEvent[]>`
    with page as materialized (
      select o.id, o.kind, o.company_id, o.subject_id, o.at, o.turn, o.seq
      from outbox o join feed_cursor c on c.reader = ${reader} and (o.turn, o.seq) > (c.turn, c.seq)
      where o.turn < pg_snapshot_xmin(pg_current_snapshot()) and o.kind = any(${[...readerKinds[reader]]})
      order by o.turn, o.seq limit ${limit}
    ), reached as (
      (select turn, seq from page order by turn desc, seq desc limit 1)
      union all
      (select turn, seq from outbox
       where turn < pg_snapshot_xmin(pg_current_snapshot()) and (select count(*) from page) < ${limit}
       order by turn desc, seq desc limit 1)
      order by turn desc, seq desc limit 1
    ), moved as (
      update feed_cursor c set turn = r.turn, seq = r.seq from reached r
      where c.reader = ${reader} and (c.turn, c.seq) < (r.turn, r.seq)
    )
    select id, kind, company_id as "companyId", subject_id as "subjectId", at from page order by turn, seq`;
}

/** Answers whether a fact of `kind` is there that the reader has not taken, be it still out of its reach. */
export async function hasUnread(tx: Transaction, reader: FeedReader, kind: PackageEventKind): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ found: boolean }]>`
    select exists (
      select from outbox o join feed_cursor c on c.reader = ${reader} and (o.turn, o.seq) > (c.turn, c.seq)
      where o.kind = ${kind}) as found`;
  return rows[0].found;
}

/** Moves a reader behind everything that happened before `from`, as if it had been read. It never goes back. */
export async function skipEvents(tx: Transaction, reader: FeedReader, from: Date): Promise<void> {
  await tx.$executeRaw`
    update feed_cursor c set turn = last.turn, seq = last.seq
    from (select turn, seq from outbox where at < ${from} order by turn desc, seq desc limit 1) last
    where c.reader = ${reader} and (c.turn, c.seq) < (last.turn, last.seq)`;
}
