import "server-only";
import { gunzipSync, gzipSync } from "node:zlib";

/**
 * Rows that were read at one instant and are handed out later, at the reader's own speed: a transaction must not wait for
 * somebody's download. They are kept packed, piece by piece, so that 100,000 lines take a few megabytes.
 */
export type RowSpool<Row> = {
  put: (rows: readonly Row[]) => void;
  /** Hands a piece out and forgets it; null once all are gone. */
  take: () => Row[] | null;
};

/** Makes an empty spool. `revive` makes of a row that was written as JSON what it was. */
export function openSpool<Row>(revive: (written: Row) => Row): RowSpool<Row> {
  const pieces: Buffer[] = [];
  return {
    put: (rows) => {
      if (rows.length > 0) pieces.push(gzipSync(JSON.stringify(rows), { level: 1 }));
    },
    take: () => {
      const piece = pieces.shift();
      return piece ? (JSON.parse(gunzipSync(piece).toString("utf8")) as Row[]).map(revive) : null;
    },
  };
}
