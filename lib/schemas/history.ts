import { z } from "zod";
import { type AuditAction, auditActions } from "../domain/audit-actions";

/** Areas of history: the part of an action's name before the dot. */
export const actionAreas = [...new Set(auditActions.map(areaOf))];

export function areaOf(action: string): string {
  return action.split(".")[0] ?? action;
}

/** Reads one search parameter; whatever is malformed counts as not given, since an address may be typed by hand. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** A page of a keyset list, as the address has it. */
export const placeSchema = z.object({ after: optional(z.string().max(400)), before: optional(z.string().max(400)) });

export type PlaceParams = z.output<typeof placeSchema>;

/** The state of the activity log, all of it in the address. Days are those of the company's zone. */
export const historySchema = placeSchema.extend({
  /** An account, or `job` for what the portal did by itself. */
  person: optional(z.union([z.literal("job"), z.uuid()])),
  /** An area such as `package`, or one action such as `package.stopped`. */
  act: optional(z.string().refine((act) => actionsOf(act).length > 0)),
  from: optional(z.iso.date()),
  to: optional(z.iso.date()),
});

export type HistoryParams = z.output<typeof historySchema>;

/** Lists the actions a value of `act` stands for; none for a word history does not know. */
export function actionsOf(act: string): AuditAction[] {
  return auditActions.filter((action) => action === act || areaOf(action) === act);
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** A place in the log: the entry's instant and its key. */
export type HistoryCursor = { at: string; id: string };

export function printHistoryCursor({ at, id }: HistoryCursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseHistoryCursor(text: string | undefined): HistoryCursor | null {
  if (!text) return null;
  try {
    const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { at, id };
  } catch {
    return null;
  }
}
