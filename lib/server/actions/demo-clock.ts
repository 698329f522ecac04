"use server";

import { revalidatePath } from "next/cache";
import { advanceClockSchema, rerunSchema } from "@/lib/schemas/demo";
import { rerunRollover } from "@/lib/server/services/rollover/rerun-rollover";
import { advanceClock } from "@/lib/server/services/simulation/advance-clock";
import { adminAction } from "./account-action";

export const advanceClockAction = adminAction(advanceClockSchema, async (ctx, { clockId, target }) => {
  const { accountId, name, requestId } = ctx;
  const outcome = await advanceClock({ accountId, name, requestId }, { clockId, target });
  revalidatePath("/", "layout");
  return outcome;
});

export const rerunRolloverAction = adminAction(rerunSchema, async ({ accountId, name, requestId }, again) => {
  const outcome = await rerunRollover({ accountId, name, requestId }, again);
  revalidatePath("/admin/rollover", "layout");
  return outcome;
});
