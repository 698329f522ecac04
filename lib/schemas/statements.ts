import { z } from "zod";
import { parseHubId } from "../domain/hub-id";

function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** The state of a statement's page, all of it in the address; whatever is malformed counts as not given. */
export const statementSchema = z.object({
  view: z.enum(["dealers", "accounts"]).default("dealers").catch("dealers"),
  dealer: optional(z.uuid()),
  /** A hub ID as people type it. */
  hub: optional(z.string().trim().max(40)),
  after: optional(z.string().max(400)),
  before: optional(z.string().max(400)),
});

export type StatementParams = z.output<typeof statementSchema>;

/** Reads what was typed as a hub ID; null where it cannot be one. */
export function hubNumberOf({ hub }: Pick<StatementParams, "hub">): string | null {
  const parsed = hub ? parseHubId(hub) : null;
  return parsed?.ok ? parsed.value : null;
}

const placeSchema = z.tuple([z.uuid(), z.string().regex(/^[0-9A-F]{8}$/), z.uuid()]);

/** A place in a statement: the line's dealer, its hub and its own key. */
export type StatementPlace = { companyId: string; hubNumber: string; id: string };

export function printStatementPlace({ companyId, hubNumber, id }: StatementPlace): string {
  return Buffer.from(JSON.stringify([companyId, hubNumber, id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseStatementPlace(text: string | undefined): StatementPlace | null {
  if (!text) return null;
  try {
    const [companyId, hubNumber, id] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { companyId, hubNumber, id };
  } catch {
    return null;
  }
}

/** The state of the payment history. */
export const historyMonthsSchema = z.object({ before: optional(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)) });

/** The state of a dealer's page of its own accounts. */
export const ownAccountsSchema = z.object({
  /** As 2026-11; anything else is told as no month. */
  month: optional(z.string().max(20)),
  reseller: optional(z.uuid()),
  after: optional(z.string().max(400)),
});

export type OwnAccountsParams = z.output<typeof ownAccountsSchema>;
