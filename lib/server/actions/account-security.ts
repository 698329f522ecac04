"use server";

import { revalidatePath } from "next/cache";
import { cookies, headers } from "next/headers";
import { cookieName } from "@/lib/auth/cookie";
import { sourceOf } from "@/lib/auth/request-source";
import { writeSid } from "@/lib/auth/session";
import { succeed } from "@/lib/domain/outcome";
import { localeCookie } from "@/lib/i18n/locales";
import { profileSchema } from "@/lib/schemas/account";
import {
  beginSecondFactorSchema,
  changeEmailSchema,
  changePasswordSchema,
  confirmSecondFactorSchema,
  deleteAccountSchema,
  endSessionSchema,
  noInputSchema,
  secondFactorSchema,
} from "@/lib/schemas/account-security";
import { askEmailChange } from "@/lib/server/services/accounts/change-email";
import { changePassword } from "@/lib/server/services/accounts/change-password";
import { deleteAccount, sendDeletionCode } from "@/lib/server/services/accounts/delete-account";
import { endEverySession, endOneSession } from "@/lib/server/services/accounts/end-session";
import {
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "@/lib/server/services/accounts/second-factor";
import { updateProfile } from "@/lib/server/services/accounts/update-profile";
import { accountAction } from "./account-action";

async function personOf({ accountId }: { accountId: string }) {
  return { accountId, source: sourceOf(await headers()) };
}

const securityPath = (done: string) => () => `/account/security?done=${done}`;

export const updateProfileAction = accountAction(
  profileSchema,
  async (ctx, given) => {
    const outcome = await updateProfile(await personOf(ctx), given);
    const year = 365 * 24 * 60 * 60;
    (await cookies()).set(localeCookie, given.locale, { maxAge: year, sameSite: "lax", path: "/" });
    revalidatePath("/", "layout");
    return outcome;
  },
  () => "/account/profile?done=saved",
);

export const changePasswordAction = accountAction(
  changePasswordSchema,
  async (ctx, given) => {
    const outcome = await changePassword(await personOf(ctx), given);
    if (!outcome.ok) return outcome;
    await writeSid(outcome.value.sid);
    return succeed({});
  },
  securityPath("password"),
);

export const askEmailChangeAction = accountAction(
  changeEmailSchema,
  async (ctx, given) => askEmailChange(await personOf(ctx), given),
  securityPath("email"),
);

export const beginSecondFactorAction = accountAction(
  beginSecondFactorSchema,
  async (ctx, { currentPassword }) => beginSecondFactor(await personOf(ctx), currentPassword),
  () => "/account/security/authenticator",
);

export const confirmSecondFactorAction = accountAction(confirmSecondFactorSchema, async (ctx, { code }) => {
  const outcome = await confirmSecondFactor(await personOf(ctx), code);
  if (!outcome.ok) return outcome;
  await writeSid(outcome.value.sid);
  return succeed({ codes: outcome.value.codes });
});

export const turnOffSecondFactorAction = accountAction(
  secondFactorSchema,
  async (ctx, given) => {
    const outcome = await turnOffSecondFactor(await personOf(ctx), given);
    if (!outcome.ok) return outcome;
    await writeSid(outcome.value.sid);
    return succeed({});
  },
  securityPath("app-off"),
);

export const renewRecoveryCodesAction = accountAction(secondFactorSchema, async (ctx, given) =>
  renewRecoveryCodes(await personOf(ctx), given),
);

export const endSessionAction = accountAction(
  endSessionSchema,
  async (ctx, { sessionId }) => endOneSession(await personOf(ctx), sessionId),
  securityPath("ended"),
);

export const endEverySessionAction = accountAction(
  noInputSchema,
  async (ctx) => {
    const outcome = await endEverySession(await personOf(ctx));
    (await cookies()).delete(cookieName());
    return outcome;
  },
  () => "/sign-in?done=ended",
);

export const sendDeletionCodeAction = accountAction(
  noInputSchema,
  async (ctx) => sendDeletionCode(await personOf(ctx)),
  () => "/account/security/delete?sent=1",
);

export const deleteAccountAction = accountAction(
  deleteAccountSchema,
  async (ctx, given) => {
    const outcome = await deleteAccount(await personOf(ctx), given);
    if (outcome.ok) (await cookies()).delete(cookieName());
    return outcome;
  },
  () => "/sign-in?done=deleted",
);
