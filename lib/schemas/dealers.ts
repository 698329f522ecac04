import { z } from "zod";
import { placeSchema } from "./history";

/** How a dealer stands with its reseller; `live` are those with accounts that run now. The address of the list names it. */
export const dealerStates = ["connected", "live", "ending", "ended"] as const;
export const dealerSorts = ["name", "number", "accounts", "since"] as const;

export type DealerState = (typeof dealerStates)[number];
export type DealerSort = (typeof dealerSorts)[number];

/** The state of the list of dealers, all of it in the address; what is malformed counts as not given. */
export const dealerListSchema = placeSchema.extend({
  state: z.enum(dealerStates).default("connected").catch("connected"),
  /** Words of the dealer's name, or its number. */
  q: z.string().trim().max(80).optional().catch(undefined),
  sort: z.enum(dealerSorts).default("name").catch("name"),
  dir: z.enum(["asc", "desc"]).default("asc").catch("asc"),
});

export type DealerListParams = z.output<typeof dealerListSchema>;

/** A place in the list: what the row is sorted by, as text, and its key. */
export type DealerCursor = { value: string; id: string };

const cursorSchema = z.tuple([z.string().max(200), z.uuid()]);
const valueSchemas: Record<DealerSort, z.ZodType> = {
  name: z.string(),
  number: z.string(),
  accounts: z.string().regex(/^\d{1,9}$/),
  since: z.iso.datetime({ offset: true }),
};

export function printDealerCursor({ value, id }: DealerCursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseDealerCursor(text: string | undefined, sort: DealerSort): DealerCursor | null {
  if (!text) return null;
  try {
    const [value, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return valueSchemas[sort].safeParse(value).success ? { value, id } : null;
  } catch {
    return null;
  }
}
