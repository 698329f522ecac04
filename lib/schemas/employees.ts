import { z } from "zod";
import { companySlugField, emailField, submissionIdField } from "./fields";

const submission = { companySlug: companySlugField, submissionId: submissionIdField };

/** A role that can be given: the owner's never is. */
const invitedRoleField = z.enum(["SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER", "INSTALLER"], { error: "CHOOSE_ONE" });

const versionField = z.coerce.number({ error: "NOT_VALID" }).int({ error: "NOT_VALID" }).min(1, { error: "NOT_VALID" });

const idField = z.uuid({ error: "NOT_VALID" });

/** Whom to add. `keep` is the press on *Keep and remind* after the address proved to have no PRO account. */
export const addEmployeeSchema = z.strictObject({
  ...submission,
  email: emailField,
  role: invitedRoleField,
  keep: z.literal("1", { error: "NOT_VALID" }).optional(),
});

export const employeeRefSchema = z.strictObject({ ...submission, employeeId: idField, version: versionField });

export const changeRoleSchema = employeeRefSchema.extend({ role: invitedRoleField });

/** Whether a manager sees money from now on: "1" is yes, "0" no. */
export const grantFinanceSchema = employeeRefSchema.extend({ granted: z.enum(["1", "0"], { error: "NOT_VALID" }) });

/** A removal names who takes over, as an employment. */
export const removeEmployeeSchema = employeeRefSchema.extend({ successorId: z.uuid({ error: "CHOOSE_ONE" }) });

/** Leaving concerns the person's own employment, so it names none. */
export const leaveSchema = z.strictObject({ ...submission, version: versionField });

export const companyInvitationRefSchema = z.strictObject({
  ...submission,
  invitationId: idField,
  version: versionField,
});

export const changeInvitedRoleSchema = companyInvitationRefSchema.extend({ role: invitedRoleField });

/** How an address names an offer: by its id, or by the 256 random bits of the mail's link. */
export const invitationRefPattern = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{43})$/;

export const answerInvitationSchema = z.strictObject({
  ref: z.string({ error: "NOT_VALID" }).regex(invitationRefPattern, { error: "NOT_VALID" }),
});

/** Reads one search parameter; whatever is malformed counts as not given, since an address may be typed by hand. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** The state of the list of employees, and what was just done there. */
export const employeeListSchema = z.object({
  q: optional(z.string().trim().max(80)),
  after: optional(z.string().max(600)),
  before: optional(z.string().max(600)),
  done: optional(z.enum(["invited", "kept", "resent", "reminded", "revoked", "role", "removed"])),
});

export type EmployeeListParams = z.output<typeof employeeListSchema>;

/** What the address of one employee says: the open confirmation, and what was just done. */
export const employeeViewSchema = z.object({
  confirm: optional(z.enum(["remove", "leave"])),
  done: optional(z.enum(["role", "finance", "resent", "reminded"])),
});

/** What was just done with an invitation of one's own. */
export const ownInvitationsSchema = z.object({ done: optional(z.enum(["declined", "left"])) });

const cursorSchema = z.tuple([
  z.number().int().min(0).max(2),
  z
    .string()
    .max(260)
    .regex(/^[^\0]*$/),
  z.uuid(),
]);

/** A place in the list: group, sort value and key of a row. */
export type EmployeeCursor = { rank: number; sortValue: string; id: string };

export function printEmployeeCursor({ rank, sortValue, id }: EmployeeCursor): string {
  return Buffer.from(JSON.stringify([rank, sortValue, id])).toString("base64url");
}

/** Reads a place back from the address. Null for none and for anything that was tampered with. */
export function parseEmployeeCursor(text: string | undefined): EmployeeCursor | null {
  if (!text) return null;
  try {
    const [rank, sortValue, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { rank, sortValue, id };
  } catch {
    return null;
  }
}
