import { elapsedMs, realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { LiveMessage, LiveSignal } from "@/lib/live/message";
import { covers, includes, type Position } from "@/lib/live/position";
import { onDatabase } from "../context";
import { log } from "../log";
import { hasOtherReach, mayHear, mayHearSignal, type Reader, toLiveChange, withoutReach } from "./audience";
import {
  allSignals,
  type Change,
  type ChangePage,
  type ChangeRow,
  changesSince,
  type Signal,
  toChangePage,
} from "./changes";
import { type Batch, type Listener, startListening } from "./listen";

/** Where a reader's messages go. `send` answers false where the client takes nothing any more. */
export type Sink = {
  send: (message: LiveMessage) => boolean;
  /** Keeps the line open, and tells how far the reader has come. */
  beat: (position: Position) => boolean;
  /** Ends it for good, and leaves: the reader may not listen any longer. */
  end: () => void;
  /** Ends it for now, and leaves: whoever was there may come again at once. */
  drop: () => void;
};

/** Somebody who listens: by which session, as whom, and from where on. */
export type Ask = { sessionId: string; reader: Reader; since: Position | null };

/** Proves askers anew from live rows. Null for who may not read any longer. */
export type Prove = (asks: readonly Ask[]) => Promise<(Reader | null)[]>;

export type Hub = {
  /** Lets a reader listen until the returned function is called. Throws RATE_LIMITED and UNAVAILABLE at its limits. */
  join: (ask: Ask, sink: Sink) => () => void;
  /** How many listen. */
  size: () => number;
  close: () => Promise<void>;
};

type Member = Ask & {
  sink: Sink;
  /** Everything up to here was sent, or is not for this reader. Null until the first message. */
  position: Position | null;
  /** What waits to be sent. */
  changes: Change[];
  signals: Set<LiveSignal>;
  hasGap: boolean;
  provedAtMs: number;
  sentAtMs: number;
};

/** A signal, and a position at which what it tells of was there. */
type Heard = { signal: Signal; position: Position };

/** So many of the latest signals are remembered. */
const mostHeard = 200;

/** A window of the browser holds one stream while it is seen. */
const mostPerAccount = 12;
const mostInAll = 2_000;

/** More at once are not told one by one: the page is drawn anew either way. */
const mostAtOnce = 50;

/** Rights are asked for before every message, and after this time at the latest. */
const proofMs = 3_000;
const beatMs = 15_000;

/**
 * Opens the one place of a process where pages listen. It reads the outbox once for all, and before anything is sent
 * the reader is proved anew, so that nothing is heard after a revocation has committed (RELIABILITY I-19). While the
 * database cannot be asked, nothing is sent and nothing is lost.
 */
export function openHub(url: string, prove: Prove): Hub {
  const members = new Set<Member>();
  const heard: Heard[] = [];
  let isClosed = false;
  const listener: Listener = startListening(url, (batch) => {
    if (heard.length === 0) beginToHear(heard, members, batch.position);
    remember(heard, batch);
    return takeBatch(members, batch, prove);
  });
  const beats = setInterval(() => beatAll(members), beatMs / 3);
  beats.unref();
  return {
    size: () => members.size,
    join: (ask, sink) => {
      if (isClosed || members.size >= mostInAll) throw new AppError("UNAVAILABLE", { id: "live" });
      refuseTooMany(members, ask.reader.accountId);
      const member = newMember(ask, sink, missedBy(ask, heard));
      members.add(member);
      void begin(member, prove).then(listener.wake);
      return () => members.delete(member);
    },
    close: async () => {
      isClosed = true;
      clearInterval(beats);
      for (const { sink } of [...members]) sink.drop();
      await listener.stop();
    },
  };
}

function newMember(ask: Ask, sink: Sink, missed: LiveSignal[]): Member {
  const now = elapsedMs();
  const empty = { position: null, changes: [], signals: new Set(missed), hasGap: false };
  return { ...ask, ...empty, sink, provedAtMs: now, sentAtMs: now };
}

/** What rang before the first batch nobody heard: whoever comes from before it, or has come already, is told everything. */
function beginToHear(heard: Heard[], members: ReadonlySet<Member>, position: Position): void {
  heard.push(...everythingAt(position));
  for (const member of members) for (const name of missedBy(member, heard)) member.signals.add(name);
}

function everythingAt(position: Position): Heard[] {
  return allSignals.map((signal) => ({ signal, position }));
}

function remember(heard: Heard[], { signals, position }: Batch): void {
  heard.push(...signals.map((signal) => ({ signal, position })));
  const [latestForgotten] = heard.splice(0, Math.max(0, heard.length - mostHeard)).slice(-1);
  // Whoever comes from before it is told everything.
  if (latestForgotten) heard.unshift(...everythingAt(latestForgotten.position));
}

/** No signal is written down, and a page is drawn before it listens: what came between is told once it does. */
function missedBy({ since, reader }: Ask, heard: readonly Heard[]): LiveSignal[] {
  if (since === null) return [];
  const asker = withoutReach(reader);
  const missed = heard.filter(({ signal, position }) => !includes(since, position) && mayHearSignal(asker, signal));
  return missed.map(({ signal }) => signal.name);
}

function refuseTooMany(members: ReadonlySet<Member>, accountId: string): void {
  const own = [...members].filter(({ reader }) => reader.accountId === accountId);
  if (own.length >= mostPerAccount) {
    throw new AppError("RATE_LIMITED", { time: realNow().add({ seconds: 30 }).toString() });
  }
}

/** Sends what has happened since the position a reader came with; what comes meanwhile waits in the member. */
async function begin(member: Member, prove: Prove): Promise<void> {
  try {
    const page = await readPage(member);
    const [reader] = await prove([member]);
    if (!reader) return member.sink.end();
    const own = page.changes.filter((change) => mayHear(reader, change));
    const hasGap = page.hasGap || own.length > mostAtOnce;
    const changes = hasGap ? [] : own.map((change) => toLiveChange(reader, change));
    // The position may lie behind what the signals tell of: whoever comes back with it is not told them any more.
    const signals = [...member.signals];
    Object.assign(member, { reader, position: page.position, signals: new Set() });
    send(member, { changes, signals, hasGap, position: page.position });
  } catch (error) {
    log().warn({ err: error }, "A page could not begin to listen");
    member.sink.drop();
  }
}

async function readPage({ since, reader }: Member): Promise<ChangePage> {
  const rows = await onDatabase((client) =>
    client.$queryRaw<[ChangeRow]>(changesSince(since, reader.place?.companyId ?? null)),
  );
  return toChangePage(rows[0]);
}

async function takeBatch(members: Set<Member>, batch: Batch, prove: Prove): Promise<void> {
  for (const member of members) gather(member, batch);
  const now = elapsedMs();
  const due = [...members].filter((member) => isReady(member) || now - member.provedAtMs >= proofMs);
  if (due.length === 0) return;
  const proofs = await prove(due).catch((error: unknown) => {
    log().warn({ err: error }, "Readers could not be proved; what is for them waits");
    return null;
  });
  if (!proofs) return;
  for (const [index, member] of due.entries()) {
    if (members.has(member)) tell(member, proofs[index] ?? null, batch.position);
  }
}

/** Sends a member what waits for it, as the reader it was just proved to be. */
function tell(member: Member, reader: Reader | null, position: Position): void {
  if (!reader) {
    member.sink.end();
    return;
  }
  member.hasGap ||= hasOtherReach(member.reader, reader);
  flush(Object.assign(member, { reader, provedAtMs: elapsedMs() }), position);
}

/** Puts aside what is for a member. Where nothing is, it has come as far as the batch. */
function gather(member: Member, { changes, signals, hasGap, position }: Batch): void {
  const reader = withoutReach(member.reader);
  for (const signal of signals) if (mayHearSignal(reader, signal)) member.signals.add(signal.name);
  member.hasGap ||= hasGap;
  for (const change of changes) {
    const isNew = member.position === null || !covers(member.position, change.xid);
    if (isNew && mayHear(reader, change)) member.changes.push(change);
  }
  if (member.changes.length > mostAtOnce) Object.assign(member, { changes: [], hasGap: true });
  if (!hasNews(member)) advance(member, position);
}

function hasNews({ changes, signals, hasGap }: Member): boolean {
  return changes.length > 0 || signals.size > 0 || hasGap;
}

function isReady(member: Member): boolean {
  return member.position !== null && hasNews(member);
}

function advance(member: Member, position: Position): void {
  if (member.position !== null && includes(position, member.position)) member.position = position;
}

/** Sends what was put aside, once, and as far as the reader's rights still reach. */
function flush(member: Member, position: Position): void {
  const begun = member.position;
  if (begun === null || !hasNews(member)) return;
  const { reader, hasGap } = member;
  const heard = member.changes.filter((change) => !covers(begun, change.xid) && mayHear(reader, change));
  const changes = heard.map((change) => toLiveChange(reader, change));
  const signals = [...member.signals];
  Object.assign(member, { changes: [], signals: new Set(), hasGap: false });
  advance(member, position);
  if (changes.length === 0 && signals.length === 0 && !hasGap) return;
  send(member, { changes, signals, hasGap, position: member.position ?? position });
}

function send(member: Member, message: LiveMessage): void {
  member.sentAtMs = elapsedMs();
  if (!member.sink.send(message)) member.sink.drop();
}

function beatAll(members: ReadonlySet<Member>): void {
  const now = elapsedMs();
  for (const member of [...members]) {
    if (member.position === null || now - member.sentAtMs < beatMs) continue;
    member.sentAtMs = now;
    if (!member.sink.beat(member.position)) member.sink.drop();
  }
}
