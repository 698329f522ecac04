"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { rememberPendingEmail } from "@/lib/auth/pending-email";
import { succeed } from "@/lib/domain/outcome";
import { localeCookie } from "@/lib/i18n/locales";
import {
  confirmCodeSchema,
  emailOnlySchema,
  linkSchema,
  registerSchema,
  resetPasswordSchema,
  visitorLanguageSchema,
} from "@/lib/schemas/account";
import { confirmEmailChange } from "@/lib/server/services/accounts/change-email";
import { confirmEmailByCode, confirmEmailByLink } from "@/lib/server/services/accounts/confirm-email";
import { sendConfirmationAgain } from "@/lib/server/services/accounts/confirmation-mail";
import { registerAccount } from "@/lib/server/services/accounts/register-account";
import { requestReset, resetPassword } from "@/lib/server/services/accounts/reset-password";
import { publicAction } from "./public-action";

export const registerAction = publicAction(
  "registerByAddress",
  registerSchema,
  async (_visitor, { terms: _accepted, ...given }) => {
    const outcome = await registerAccount(given);
    if (!outcome.ok) return outcome;
    await rememberPendingEmail(given.email);
    const year = 365 * 24 * 60 * 60;
    (await cookies()).set(localeCookie, given.locale, { maxAge: year, sameSite: "lax", path: "/" });
    return outcome;
  },
  () => "/register/sent",
);

export const sendConfirmationAgainAction = publicAction(
  "registerByAddress",
  emailOnlySchema,
  async (_visitor, { email }) => {
    const outcome = await sendConfirmationAgain(email);
    await rememberPendingEmail(email);
    return outcome;
  },
  () => "/register/sent?again=1",
);

export const confirmEmailByCodeAction = publicAction(
  "linkByAddress",
  confirmCodeSchema,
  (visitor, given) => confirmEmailByCode(given, { address: visitor.address, agent: visitor.agent }),
  () => "/sign-in?done=confirmed",
);

export const confirmEmailByLinkAction = publicAction(
  "linkByAddress",
  linkSchema,
  (visitor, { token }) => confirmEmailByLink(token, { address: visitor.address, agent: visitor.agent }),
  () => "/sign-in?done=confirmed",
);

export const requestResetAction = publicAction(
  "registerByAddress",
  emailOnlySchema,
  (_visitor, { email }) => requestReset(email),
  () => "/forgot-password/sent",
);

export const resetPasswordAction = publicAction(
  "linkByAddress",
  resetPasswordSchema,
  (visitor, given) => resetPassword(given, { address: visitor.address, agent: visitor.agent }),
  () => "/sign-in?done=reset",
);

export const confirmEmailChangeAction = publicAction(
  "linkByAddress",
  linkSchema,
  (visitor, { token }) => confirmEmailChange(token, { address: visitor.address, agent: visitor.agent }),
  () => "/sign-in?done=email",
);

export const setVisitorLanguageAction = publicAction(
  "linkByAddress",
  visitorLanguageSchema,
  async (_visitor, { locale }) => {
    (await cookies()).set(localeCookie, locale, { maxAge: 365 * 24 * 60 * 60, sameSite: "lax", path: "/" });
    revalidatePath("/", "layout");
    return succeed({});
  },
);
