import { z } from "zod";

const cursorSchema = z.tuple([z.iso.datetime(), z.enum(["ACT", "EVENT"]), z.string().regex(/^\d{1,18}$/), z.uuid()]);

/** A place in a hub's timeline: the instant of an act or event, its rank within that instant, and its key. */
export type TimelineCursor = { at: Date; kind: "ACT" | "EVENT"; rank: bigint; id: string };

/** Prints a place for the address of the page beyond it. */
export function printTimelineCursor({ at, kind, rank, id }: TimelineCursor): string {
  return Buffer.from(JSON.stringify([at.toISOString(), kind, String(rank), id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseTimelineCursor(text: string | undefined): TimelineCursor | null {
  if (!text) return null;
  try {
    const [at, kind, rank, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { at: new Date(at), kind, rank: BigInt(rank), id };
  } catch {
    return null;
  }
}
