"use server";

import { revalidatePath } from "next/cache";
import { changeResellerSchema, grantResellerSchema, resellerTermsSchema } from "@/lib/schemas/reseller-grants";
import type { AccountContext } from "@/lib/server/gate";
import type { Admin } from "@/lib/server/services/platform-admin";
import { changeReseller, changeResellerTerms } from "@/lib/server/services/resellers/change-reseller";
import { grantReseller } from "@/lib/server/services/resellers/grant-reseller";
import { adminAction } from "./account-action";

function adminOf({ accountId, name, requestId }: AccountContext): Admin {
  return { accountId, name, requestId };
}

const resellerPage = (resellerId: unknown, done: string) => `/admin/resellers/${resellerId}?done=${done}`;

export const grantResellerAction = adminAction(
  grantResellerSchema,
  async (ctx, input) => {
    const outcome = await grantReseller(adminOf(ctx), input);
    revalidatePath("/", "layout");
    return outcome;
  },
  (_input, { resellerId }) => resellerPage(resellerId, "granted"),
);

export const changeResellerAction = adminAction(
  changeResellerSchema,
  async (ctx, input) => {
    const outcome = await changeReseller(adminOf(ctx), input);
    revalidatePath("/", "layout");
    return outcome;
  },
  ({ resellerId }) => resellerPage(resellerId, "changed"),
);

export const changeResellerTermsAction = adminAction(
  resellerTermsSchema,
  async (ctx, input) => {
    const outcome = await changeResellerTerms(adminOf(ctx), input);
    revalidatePath("/admin/resellers", "layout");
    return outcome;
  },
  ({ resellerId }) => resellerPage(resellerId, "terms"),
);
