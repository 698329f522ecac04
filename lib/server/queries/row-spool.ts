import "server-only";
import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Rows that were read at one instant and are handed out later, at the reader's own speed: a transaction must not wait for
 * somebody's download. They lie in a file, so that a month of any size takes the memory of one piece.
 */
export type RowSpool<Row> = {
  put: (rows: readonly Row[]) => Promise<void>;
  /** Hands the next piece out; null once all are gone. */
  take: () => Promise<Row[] | null>;
  /** Forgets all that was put. */
  clear: () => Promise<void>;
  /** Gives the file's room back. Whoever opened the spool owes it this. */
  close: () => Promise<void>;
};

/** Bytes in front of each piece, which say how many it has. */
const headSize = 4;

/**
 * Opens an empty spool. `revive` makes of a row that was written as JSON what it was. Its file has no name any more once
 * this has answered: nobody else can read it, and none is left behind by a process that ends at once.
 */
export async function openSpool<Row>(revive: (written: Row) => Row): Promise<RowSpool<Row>> {
  const path = join(tmpdir(), `partner-portal-spool-${randomUUID()}`);
  const file = await open(path, "ax+", 0o600);
  await unlink(path);
  let written = 0;
  let taken = 0;
  return {
    put: async (rows) => {
      const piece = Buffer.from(JSON.stringify(rows));
      const head = Buffer.alloc(headSize);
      head.writeUInt32BE(piece.length);
      await file.appendFile(Buffer.concat([head, piece]));
      written += headSize + piece.length;
    },
    take: async () => {
      if (taken === written) return null;
      const size = (await readAt(file, taken, headSize)).readUInt32BE();
      const piece = await readAt(file, taken + headSize, size);
      taken += headSize + size;
      return (JSON.parse(piece.toString("utf8")) as Row[]).map(revive);
    },
    clear: async () => {
      await file.truncate();
      written = 0;
      taken = 0;
    },
    close: () => file.close(),
  };
}

/** Reads so many bytes, however often the system gives fewer. */
async function readAt(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  for (let got = 0; got < size; ) {
    const { bytesRead } = await file.read(bytes, got, size - got, position + got);
    if (bytesRead === 0) throw new Error("The spool's file ends before its last piece.");
    got += bytesRead;
  }
  return bytes;
}
