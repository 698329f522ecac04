"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { sourceOf } from "@/lib/auth/request-source";
import {
  chooseNotificationsSchema,
  finishAllSchema,
  finishNoticeSchema,
  stopMailsSchema,
} from "@/lib/schemas/notifications";
import { chooseNotifications } from "@/lib/server/services/notifications/choose-notifications";
import { finishAllNotices, finishNotice } from "@/lib/server/services/notifications/finish-notices";
import { stopMails } from "@/lib/server/services/notifications/stop-mails";
import { accountAction } from "./account-action";
import { publicAction } from "./public-action";

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

export const chooseNotificationsAction = accountAction(
  chooseNotificationsSchema,
  async ({ accountId }, chosen) => chooseNotifications({ accountId, source: sourceOf(await headers()) }, chosen),
  () => "/account/notifications/settings?done=saved",
);

export const stopMailsAction = publicAction(
  "linkByAddress",
  stopMailsSchema,
  ({ address, agent }, { token }) => stopMails(token, { address, agent }),
  ({ token }) => `/stop-mails/${token}?done=1`,
);
