import { z } from "zod";

export const tileFilters = ["activated", "expires-soon", "activation-required", "activating"] as const;
/** What the present month, or no month at all, brings a hub. */
export const runFilters = ["never", "started", "ending", "ended"] as const;
export const hubSorts = ["name", "object", "ends"] as const;

/** Reads one search parameter; whatever is malformed counts as not given, since an address may be typed by hand. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** The state of the objects page, all of it in the address. */
export const objectListSchema = z.object({
  q: optional(z.string().trim().max(80)),
  tile: optional(z.enum(tileFilters)),
  reseller: optional(z.uuid()),
  installer: optional(z.uuid()),
  offline: optional(z.literal("1")),
  sim: optional(z.literal("problem")),
  run: optional(z.enum(runFilters)),
  sort: z.enum(hubSorts).default("name").catch("name"),
  dir: z.enum(["asc", "desc"]).default("asc").catch("asc"),
  after: optional(z.string().max(400)),
  before: optional(z.string().max(400)),
});

export type ObjectListParams = z.output<typeof objectListSchema>;

const cursorSchema = z.tuple([
  z
    .string()
    .max(200)
    .regex(/^[^\0]*$/),
  z.uuid(),
]);

/** An instant as Postgres writes it. */
const instantPattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** A place in a sorted list: the row's sort value and its key. */
export type Cursor = { value: string; id: string };

export function printCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseCursor(text: string | undefined, sort: (typeof hubSorts)[number]): Cursor | null {
  if (!text) return null;
  try {
    const [value, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    const isSortable = sort !== "ends" || (instantPattern.test(value) && !Number.isNaN(Date.parse(value)));
    return isSortable ? { value, id } : null;
  } catch {
    return null;
  }
}
