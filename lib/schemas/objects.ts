import { z } from "zod";
import { hubModels } from "@/lib/domain/devices/hub-model";
import { parseHubId } from "@/lib/domain/hub-id";
import { parseHubName } from "@/lib/domain/hub-name";
import { parseIccid } from "@/lib/domain/iccid";
import type { Outcome } from "@/lib/domain/outcome";
import { companySlugField, optionalText, requiredText, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

/** Reads a field by a rule of the domain; its refusal is the field's problem. */
function parsedBy<T>(parse: (text: string) => Outcome<T, string>) {
  return requiredText(200).transform((text, context) => {
    const outcome = parse(text);
    if (outcome.ok) return outcome.value;
    context.addIssue({ code: "custom", message: outcome.refusal });
    return z.NEVER;
  });
}

const iccidField = parsedBy(parseIccid);

export const createObjectSchema = z.strictObject({
  ...submission,
  name: requiredText(80),
  address: requiredText(160),
  reference: optionalText(40),
  endUserName: optionalText(80),
});

export const addHubSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: parsedBy(parseHubId),
  name: parsedBy(parseHubName),
  model: z.enum(hubModels as [(typeof hubModels)[number], ...(typeof hubModels)[number][]], { error: "CHOOSE_ONE" }),
  iccid: z.union([z.literal("").transform(() => null), iccidField]),
});

const hubIdField = z.string().regex(/^[0-9A-F]{8}$/);

export const moveHubSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: hubIdField,
  toObjectId: z.uuid({ error: "CHOOSE_ONE" }),
});

/** `iccid`: a SIM among those in the hub; `typed`: the number of another one, which counts if "other" is chosen. */
export const swapSimSchema = z
  .strictObject({
    ...submission,
    objectId: z.uuid(),
    hubId: hubIdField,
    version: z.coerce.number().int().min(1),
    iccid: z.string({ error: "CHOOSE_ONE" }),
    typed: z.string().max(200).optional(),
  })
  .transform(({ iccid, typed, ...rest }, context) => {
    const isOther = iccid === "other";
    const outcome = parseIccid(isOther ? (typed ?? "") : iccid);
    if (outcome.ok) return { ...rest, iccid: outcome.value };
    context.addIssue({ code: "custom", message: outcome.refusal, path: [isOther ? "typed" : "iccid"] });
    return z.NEVER;
  });

export const transferHubSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: hubIdField,
  toHubId: hubIdField,
});

/** The state of the page of a transfer: what is searched for, and the hub chosen. */
export const transferViewSchema = z.object({
  q: z.string().trim().max(80).catch("").default(""),
  to: hubIdField.optional().catch(undefined),
});

/** What was scanned or typed to find a hub. */
export const findHubSchema = z.object({ code: z.string().trim().max(200).catch("").default("") });

/** What is typed to find an object; an address that was tampered with searches for nothing. */
export const objectSearchSchema = z.object({ q: z.string().trim().max(80).catch("").default("") });

export const installSimSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  hubId: hubIdField,
  slot: z.enum(["1", "2"], { error: "CHOOSE_ONE" }).transform((slot): 1 | 2 => (slot === "1" ? 1 : 2)),
  iccid: iccidField,
});
