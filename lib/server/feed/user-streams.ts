import { elapsedMs, realNow, toDate } from "@/lib/clock";
import { viewEntry } from "@/lib/domain/cloud/entry-view";
import { env } from "@/lib/env";
import { type FeedPlace, writeFeedPlace } from "@/lib/live/feed-place";
import { onDatabase } from "../context";
import { log } from "../log";
import { type Hearing, type Listening, listHearings } from "../store/cloud/audience";
import { type FeedEntry, readEdge, readEntries } from "./entries";
import { type Listener, startListening } from "./listen";

/** Where a user's entries go. `write` answers false where the client takes nothing any more. */
export type UserSink = { write: (text: string) => boolean; close: () => void };

/** Somebody who wants to hear, from a place on. */
export type UserAsk = Listening & { place: FeedPlace };

type Member = UserAsk & { sink: UserSink; writtenAtMs: number };

export type UserStreams = {
  /** Lets a user listen until the returned function is called. Of more than five the oldest is closed. */
  join: (ask: UserAsk, sink: UserSink) => () => void;
  size: () => number;
  /** How many a user has open. */
  countOf: (userId: string) => number;
  close: () => Promise<void>;
};

const mostPerUser = 5;
const entriesAtOnce = 200;
const commentMs = 25_000;
/** How far back a last id leads: of what is older, nothing is told any more. Source: INTEGRATION 8.2. */
const keptHours = 24;

/**
 * Opens the one place of a process where users' streams are told. At every hint, and each second, rights are read anew and
 * then what is new; so nothing is told after the sign-in, the binding or the reporting invitation is gone.
 */
export function openUserStreams(url: string): UserStreams {
  const members = new Set<Member>();
  const leave = (member: Member) => members.delete(member);
  const listener: Listener = startListening(url, () => tellAll(members, leave));
  const comments = setInterval(() => commentAll(members, leave), 1_000);
  comments.unref();
  return {
    size: () => members.size,
    countOf: (userId) => [...members].filter((member) => member.userId === userId).length,
    join: (ask, sink) => {
      const member: Member = { ...ask, sink, writtenAtMs: elapsedMs() };
      const own = [...members].filter(({ userId }) => userId === ask.userId);
      for (const oldest of own.slice(0, Math.max(0, own.length + 1 - mostPerUser))) end(oldest, leave);
      members.add(member);
      listener.wake();
      return () => leave(member);
    },
    close: async () => {
      clearInterval(comments);
      for (const member of [...members]) end(member, leave);
      await listener.stop();
    },
  };
}

type Leave = (member: Member) => void;

function end(member: Member, leave: Leave): void {
  leave(member);
  member.sink.close();
}

/** Tells every member what is new, page by page. A database that cannot be asked ends no stream; nothing is lost. */
async function tellAll(members: ReadonlySet<Member>, leave: Leave): Promise<void> {
  try {
    while (members.size > 0 && (await tellPage([...members], leave)));
  } catch (error) {
    log().warn({ err: error }, "Users' streams could not be told; what is for them waits");
  }
}

/** Returns whether there is more to tell. */
async function tellPage(present: readonly Member[], leave: Leave): Promise<boolean> {
  const { reportingAddress } = env();
  const since = toDate(realNow().subtract({ hours: keptHours }));
  const { edge, hearings } = await onDatabase(async (client) => ({
    edge: await readEdge(client),
    hearings: await listHearings(client, present, reportingAddress),
  }));
  const hearers = present.flatMap((member, index) => {
    const hearing = hearings[index] ?? null;
    if (hearing === null) end(member, leave);
    return hearing === null ? [] : [{ member, hearing }];
  });
  const together = Map.groupBy(hearers, ({ member }) => writeFeedPlace(member.place));
  let hasMore = false;
  for (const group of together.values()) {
    const place = group[0]?.member.place;
    if (!place) continue;
    const hubKeys = [...new Set(group.flatMap(({ hearing }) => hearing))];
    const page = await onDatabase((client) =>
      readEntries(client, { place, hubKeys, reportingAddress, edge, limit: entriesAtOnce, since }),
    );
    for (const hearer of group) tell(hearer, page.entries, leave);
    for (const { member } of group) member.place = page.next;
    hasMore ||= page.hasMore;
  }
  return hasMore;
}

type Hearer = { member: Member; hearing: NonNullable<Hearing> };

function tell({ member, hearing }: Hearer, entries: readonly FeedEntry[], leave: Leave): void {
  const text = entries
    .filter(({ hubKey }) => hearing.includes(hubKey))
    .map(({ place, hubKey: _hubKey, ...entry }) => {
      const data = JSON.stringify(viewEntry(entry, member.userId));
      return `id: ${writeFeedPlace(place)}\nevent: message\ndata: ${data}\n\n`;
    })
    .join("");
  if (text !== "") write(member, text, leave);
}

function write(member: Member, text: string, leave: Leave): void {
  member.writtenAtMs = elapsedMs();
  if (!member.sink.write(text)) end(member, leave);
}

function commentAll(members: ReadonlySet<Member>, leave: Leave): void {
  const now = elapsedMs();
  for (const member of [...members]) {
    if (now - member.writtenAtMs >= commentMs) write(member, ": still here\n\n", leave);
  }
}

/** The place of whoever begins to listen now. */
export async function presentPlace(): Promise<FeedPlace> {
  return { from: await onDatabase(readEdge), within: null };
}

type Shared = { portalUserStreams?: UserStreams };
const shared: Shared = globalThis as Shared;

/** Returns the process's one place of users' streams. Asked to stop, the process ends them. */
export function userStreams(): UserStreams {
  if (shared.portalUserStreams) return shared.portalUserStreams;
  const streams = openUserStreams(env().databaseUrl);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void streams.close());
  shared.portalUserStreams = streams;
  return streams;
}

/** Says how many streams a user has open in this process. */
export function countUserStreams(userId: string): number {
  return shared.portalUserStreams?.countOf(userId) ?? 0;
}

/** Says how many streams are open in this process. */
export function countOpenStreams(): number {
  return shared.portalUserStreams?.size() ?? 0;
}

/** Ends all streams and gives the connection back, when a test's database goes. */
export async function closeUserStreams(): Promise<void> {
  const streams = shared.portalUserStreams;
  delete shared.portalUserStreams;
  await streams?.close();
}
