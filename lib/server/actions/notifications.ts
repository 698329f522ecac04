"use server";

import { revalidatePath } from "next/cache";
import { finishAllSchema, finishNoticeSchema } from "@/lib/schemas/notifications";
import { finishAllNotices, finishNotice } from "@/lib/server/services/notifications/finish-notices";
import { accountAction } from "./account-action";

export const finishNoticeAction = accountAction(finishNoticeSchema, async (ctx, input) => {
  const outcome = await finishNotice(ctx, input);
  revalidatePath("/", "layout");
  return outcome;
});

export const finishAllAction = accountAction(finishAllSchema, async (ctx) => {
  const outcome = await finishAllNotices(ctx);
  revalidatePath("/", "layout");
  return outcome;
});
