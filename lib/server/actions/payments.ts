"use server";

import { revalidatePath } from "next/cache";
import { recordCorrectionSchema, recordPaymentSchema } from "@/lib/schemas/payments";
import { recordCorrection } from "@/lib/server/services/statements/record-correction";
import { recordPayment } from "@/lib/server/services/statements/record-payment";
import { adminAction } from "./account-action";

const nextPath = (_input: unknown, { reference }: Record<string, string | number>) =>
  `/admin/payments?done=${reference}`;

export const recordPaymentAction = adminAction(
  recordPaymentSchema,
  async ({ accountId, name, requestId }, payment) => {
    const outcome = await recordPayment({ accountId, name, requestId }, payment);
    revalidatePath("/", "layout");
    return outcome;
  },
  nextPath,
);

export const recordCorrectionAction = adminAction(
  recordCorrectionSchema,
  async ({ accountId, name, requestId }, { hub, amount, ...correction }) => {
    const given = { ...correction, hubNumber: hub, feeMinor: amount };
    const outcome = await recordCorrection({ accountId, name, requestId }, given);
    revalidatePath("/", "layout");
    return outcome;
  },
  nextPath,
);
