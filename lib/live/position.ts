/**
 * A place in the feed, as text: which transactions had ended when somebody looked. It is a snapshot of Postgres,
 * `xmin:xmax:running`, and so neither numbers nor commit times can slip in behind it (RELIABILITY I-27).
 */
export type Position = string;

type Snapshot = { xmin: bigint; xmax: bigint; running: bigint[] };

const shape = /^\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?$/;
const longest = 4_000;

/** Answers whether a text from outside is a position that Postgres would take. */
export function isPosition(text: string): boolean {
  if (text.length > longest || !shape.test(text)) return false;
  const { xmin, xmax, running } = read(text);
  const isOrdered = running.every((xid, index) => xid > (running[index - 1] ?? xmin - 1n) && xid < xmax);
  return xmin > 0n && xmin <= xmax && isOrdered;
}

/** Answers whether what transaction `xid` did was there already at a position. */
export function covers(position: Position, xid: string): boolean {
  const { xmin, xmax, running } = read(position);
  const id = BigInt(xid);
  return id < xmin || (id < xmax && !running.includes(id));
}

/** Answers whether everything there at `other` was there at `position` too. Both are of one server. */
export function includes(position: Position, other: Position): boolean {
  const [mine, theirs] = [read(position), read(other)];
  if (mine.xmax !== theirs.xmax) return mine.xmax > theirs.xmax;
  return mine.running.every((xid) => theirs.running.includes(xid));
}

function read(position: Position): Snapshot {
  const [xmin = "", xmax = "", running = ""] = position.split(":");
  return { xmin: BigInt(xmin), xmax: BigInt(xmax), running: running === "" ? [] : running.split(",").map(BigInt) };
}
