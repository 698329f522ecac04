"use server";

import { revalidatePath } from "next/cache";
import { assignObjectSchema, setAssignedOnlySchema } from "@/lib/schemas/assignments";
import { setAssignedOnly } from "@/lib/server/services/companies/set-assigned-only";
import { assignObject } from "@/lib/server/services/objects/assign-object";
import { companyAction } from "./company-action";

export const setAssignedOnlyAction = companyAction(
  "settings:manage",
  setAssignedOnlySchema,
  async (ctx, input) => {
    const outcome = await setAssignedOnly(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  ({ companySlug }) => `/c/${companySlug}/company/services`,
);

export const assignObjectAction = companyAction(
  "object:manage",
  assignObjectSchema,
  async (ctx, input) => {
    const outcome = await assignObject(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug, objectId }) => `/c/${companySlug}/objects/${objectId}`,
);
