import { z } from "zod";
import { companySlugField, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

export const setAssignedOnlySchema = z.strictObject({
  ...submission,
  isAssignedOnly: z.enum(["yes", "no"], { error: "CHOOSE_ONE" }).transform((word) => word === "yes"),
});

/** An empty `employeeId` is nobody. */
export const assignObjectSchema = z.strictObject({
  ...submission,
  objectId: z.uuid(),
  employeeId: z.union([z.literal("").transform(() => null), z.uuid({ error: "CHOOSE_ONE" })], { error: "CHOOSE_ONE" }),
});
