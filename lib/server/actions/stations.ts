"use server";

import { revalidatePath } from "next/cache";
import { removeStationSchema, saveStationSchema, testStationSchema } from "@/lib/schemas/stations";
import { removeStation } from "@/lib/server/services/stations/remove-station";
import { saveStation } from "@/lib/server/services/stations/save-station";
import { testStation } from "@/lib/server/services/stations/test-station";
import { companyAction } from "./company-action";

export const saveStationAction = companyAction("hub:manage", saveStationSchema, async (ctx, input) => {
  const outcome = await saveStation(ctx, input);
  revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
  return outcome;
});

export const removeStationAction = companyAction(
  "hub:manage",
  removeStationSchema,
  async (ctx, input) => {
    const outcome = await removeStation(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug, objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
);

export const testStationAction = companyAction("hub:manage", testStationSchema, async (ctx, input) => {
  const outcome = await testStation(ctx, input);
  revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
  return outcome;
});
