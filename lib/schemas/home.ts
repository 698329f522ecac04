import { z } from "zod";
import { presentPasswordField, readNextPath } from "./account";
import { emailField, newPasswordField, requiredText } from "./fields";

const notValid = { error: "NOT_VALID" };

/** Reads where a sign-in to My home leads on to: a page of it, else its first. */
export function readHomePath(given: unknown): string {
  const path = readNextPath(given);
  return /^\/home(?:[/?#]|$)/.test(path) && !path.startsWith("/home/sign-in") ? path : "/home";
}

export const homeSignInSchema = z.strictObject({
  email: emailField,
  password: presentPasswordField,
  code: z.string().max(40).default(""),
  next: z.string().max(400).default("/home").transform(readHomePath),
});

/** The printed ID of a hub. */
const hubIdField = z.string(notValid).regex(/^[0-9A-F]{8}$/, notValid);

/** What a button of the arming panel orders; the last two once more, past what stands in the way. */
const armingPresses = [
  "ARM",
  "DISARM",
  "NIGHT_MODE_ON",
  "NIGHT_MODE_OFF",
  "ARM_ANYWAY",
  "NIGHT_MODE_ON_ANYWAY",
] as const;

/** An order to a hub or, with a number, to one of its groups. */
export const homeArmingSchema = z
  .strictObject({
    hubId: hubIdField,
    group: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(1).max(1_000)]),
    press: z.enum(armingPresses, notValid),
  })
  .transform(({ press, ...where }) => ({
    ...where,
    command: press.replace("_ANYWAY", "") as "ARM" | "DISARM" | "NIGHT_MODE_ON" | "NIGHT_MODE_OFF",
    ignoreProblems: press.endsWith("_ANYWAY"),
  }));

export const hubInvitationSchema = z.strictObject({ hubId: hubIdField, email: emailField });
export const hubUserSchema = z.strictObject({ hubId: hubIdField, userId: z.uuid(notValid) });
export const ownInvitationSchema = z.strictObject({ invitationId: z.uuid(notValid) });
export const linkRefSchema = z.strictObject({ linkId: z.uuid(notValid) });

/** An account made by the link of an invitation's mail. */
export const joinHubSchema = z.strictObject({
  token: z.string(notValid).max(120, notValid),
  firstName: requiredText(60),
  lastName: requiredText(60),
  password: newPasswordField,
});
