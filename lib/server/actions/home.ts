"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { dropHomeSid, readHomeSid, writeHomeSid } from "@/lib/auth/home-cookie";
import { succeed } from "@/lib/domain/outcome";
import { localeCookie } from "@/lib/i18n/locales";
import { appearanceSchema, signOutSchema } from "@/lib/schemas/account";
import { changePasswordSchema } from "@/lib/schemas/account-security";
import { homeArmingSchema, homeSignInSchema, joinHubSchema } from "@/lib/schemas/home";
import { replaceHomePassword } from "@/lib/server/services/home/change-home-password";
import { chooseHomeLanguage } from "@/lib/server/services/home/choose-home-language";
import { joinHub } from "@/lib/server/services/home/join-hub";
import { signInHome, signOutHome } from "@/lib/server/services/home/sign-in-home";
import { armHub } from "@/lib/server/services/hubs/arm-hub";
import { callerOf, homeAction } from "./home-action";
import { publicAction } from "./public-action";

export const signInHomeAction = publicAction(
  "homeSignInByAddress",
  homeSignInSchema,
  async ({ address }, { email, password, code }) => {
    const outcome = await signInHome({ email, password, code, address });
    if (!outcome.ok) return outcome;
    await writeHomeSid(outcome.value.sid);
    return succeed({});
  },
  ({ next }) => next,
);

export const joinHubAction = publicAction(
  "linkByAddress",
  joinHubSchema,
  async ({ locale }, given) => {
    const outcome = await joinHub({ ...given, locale });
    if (!outcome.ok) return outcome;
    await writeHomeSid(outcome.value.sid);
    return succeed({});
  },
  () => "/home",
);

export const changeHomePasswordAction = homeAction(
  changePasswordSchema,
  async ({ userId }, given) => {
    const outcome = await replaceHomePassword(userId, given);
    if (!outcome.ok) return outcome;
    await writeHomeSid(outcome.value.sid);
    return succeed({});
  },
  () => "/home/password?done=1",
);

export const signOutHomeAction = homeAction(
  signOutSchema,
  async () => {
    const sid = await readHomeSid();
    if (sid) await signOutHome(sid);
    await dropHomeSid();
    return succeed({});
  },
  () => "/home/sign-in",
);

export const setHomeAppearanceAction = homeAction(appearanceSchema, async ({ userId }, { locale, theme }) => {
  const jar = await cookies();
  const year = { maxAge: 365 * 24 * 60 * 60, sameSite: "lax", path: "/" } as const;
  if (locale) {
    await chooseHomeLanguage(userId, locale);
    jar.set(localeCookie, locale, year);
  }
  if (theme === "system") jar.delete("theme");
  else if (theme) jar.set("theme", theme, year);
  revalidatePath("/", "layout");
  return succeed({});
});

export const armHomeAction = homeAction(homeArmingSchema, async (resident, { hubId, group, ...order }) => {
  const outcome = await armHub(callerOf(resident), hubId, { ...order, groupNumber: group });
  revalidatePath("/home", "layout");
  return outcome;
});
