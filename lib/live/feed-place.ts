import { isPosition, type Position } from "./position";

/**
 * How far somebody has been told of what hubs tell, entry by entry. Everything up to `from` was told; of what became
 * visible between `from` and `to`, everything up to `after`. Nothing can slip in behind it, whenever it commits.
 */
export type FeedPlace = { from: Position; within: { to: Position; turn: string; seq: string } | null };

const whole = /^\d{1,20}$/;

/** Writes a place as text, for a stream's id and for a row. */
export function writeFeedPlace({ from, within }: FeedPlace): string {
  return within ? `${from}/${within.to}/${within.turn}.${within.seq}` : from;
}

/** Reads what {@link writeFeedPlace} wrote, which a client may have altered. Null for anything else. */
export function readFeedPlace(text: string): FeedPlace | null {
  const [from = "", to, at, ...more] = text.split("/");
  if (!isPosition(from) || more.length > 0) return null;
  if (to === undefined) return { from, within: null };
  const [turn = "", seq = "", ...rest] = (at ?? "").split(".");
  if (!isPosition(to) || !whole.test(turn) || !whole.test(seq) || rest.length > 0) return null;
  return { from, within: { to, turn, seq } };
}
