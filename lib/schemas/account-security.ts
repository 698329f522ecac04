import { z } from "zod";
import { presentPasswordField } from "./account";
import { codeField, emailField, newPasswordField, requiredText } from "./fields";

export const changePasswordSchema = z.strictObject({
  currentPassword: presentPasswordField,
  newPassword: newPasswordField,
});
export const changeEmailSchema = z.strictObject({ email: emailField, currentPassword: presentPasswordField });

export const beginSecondFactorSchema = z.strictObject({ currentPassword: presentPasswordField });
export const confirmSecondFactorSchema = z.strictObject({ code: codeField });
/** Of the app, or a recovery code. */
export const secondFactorSchema = z.strictObject({
  currentPassword: presentPasswordField,
  code: requiredText(40),
});

export const endSessionSchema = z.strictObject({ sessionId: z.uuid() });
export const noInputSchema = z.strictObject({});
export const deleteAccountSchema = z.strictObject({ currentPassword: presentPasswordField, code: codeField });
