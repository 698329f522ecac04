import { z } from "zod";
import { companySlugField, optionalText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

const hubIdPattern = /^[0-9A-F]{8}$/;
/** So many hubs are chosen one by one at most; a whole connection has no such bound. */
const mostHubs = 200;

const hubIds = z
  .string()
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(z.string().regex(hubIdPattern)).max(mostHubs));

/** Which hubs are to move is `from`, a connection with all that runs on it, or else `hubs`, printed IDs with commas. */
export const requestMoveSchema = z
  .strictObject({
    ...submission,
    resellerId: z.uuid({ error: "CHOOSE_ONE" }),
    from: z.union([z.uuid(), z.literal("")]).optional(),
    hubs: hubIds.optional(),
  })
  .refine(({ from, hubs }) => Boolean(from) || (hubs?.length ?? 0) > 0, { error: "CHOOSE_ONE", path: ["hubs"] });

export const moveRefSchema = z.strictObject({ ...submission, moveRequestId: z.uuid({ error: "NOT_VALID" }) });

export const declineMoveSchema = moveRefSchema.extend({ reason: optionalText(500) });

export const changeRefSchema = z.strictObject({ ...submission, changeId: z.uuid({ error: "NOT_VALID" }) });

/** Whatever is malformed in an address counts as not given, since it may be typed by hand. */
const hubsAsked = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    [given]
      .flat()
      .filter((hubId) => hubIdPattern.test(hubId))
      .slice(0, mostHubs),
  )
  .default([])
  .catch([]);

/**
 * What the address of a move says: the hubs, the reseller chosen so far, the open confirmation. `ticked` says that of a
 * connection's hubs only those of `hub` are meant, none where none is ticked.
 */
export const moveViewSchema = z.object({
  from: z.uuid().optional().catch(undefined),
  ticked: z.literal("1").optional().catch(undefined),
  hub: hubsAsked,
  reseller: z.uuid().optional().catch(undefined),
  confirm: z.literal("move").optional().catch(undefined),
});

export type MoveAsked = z.output<typeof moveViewSchema>;

/** What the address of a request to take hubs over says: the place in the list of its hubs. */
export const moveHubsSchema = z.object({ after: z.string().regex(hubIdPattern).optional().catch(undefined) });
