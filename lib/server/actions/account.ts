"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { cookieName } from "@/lib/auth/cookie";
import { readSid } from "@/lib/auth/session";
import { succeed } from "@/lib/domain/outcome";
import { localeCookie } from "@/lib/i18n/locales";
import { appearanceSchema, signOutSchema } from "@/lib/schemas/account";
import { chooseLanguage } from "@/lib/server/services/accounts/choose-language";
import { endSession } from "@/lib/server/services/accounts/end-session";
import { accountAction } from "./account-action";

export const signOutAction = accountAction(
  signOutSchema,
  async () => {
    const sid = await readSid();
    if (sid) await endSession(sid);
    (await cookies()).delete(cookieName());
    return succeed({});
  },
  () => "/sign-in",
);

export const setAppearanceAction = accountAction(appearanceSchema, async (ctx, { locale, theme }) => {
  const jar = await cookies();
  const year = { maxAge: 365 * 24 * 60 * 60, sameSite: "lax", path: "/" } as const;
  if (locale) {
    await chooseLanguage(ctx.accountId, locale);
    jar.set(localeCookie, locale, year);
  }
  if (theme === "system") jar.delete("theme");
  else if (theme) jar.set("theme", theme, year);
  revalidatePath("/", "layout");
  return succeed({});
});
