import type { Position } from "./position";

/** One change, as an open page hears of it: what and where, never what it is now. */
export type LiveChange = {
  id: string;
  kind: string;
  /** The id of the thing: a request, a package, an employee. */
  subject: string;
  /** The hub's printed id and its object, where it is about one of the company's own. */
  hub?: string;
  object?: string;
  /** The transaction that made it; compared with the position a page was drawn at. */
  xid: string;
};

/** What changes beside the feed. It is told once; whoever begins to listen is told what came since their page was drawn. */
export const liveSignals = ["bell", "clock", "rollover"] as const;

export type LiveSignal = (typeof liveSignals)[number];

/** What one message of the stream, or one answer of its fallback, holds. */
export type LiveMessage = {
  changes: LiveChange[];
  signals: LiveSignal[];
  /** More happened than is told one by one: everything shown may be old. */
  hasGap: boolean;
  /** Where the next message goes on. */
  position: Position;
};

/** Why the server ends a stream for good. */
export type LiveEnd = "NO_ACCESS";
