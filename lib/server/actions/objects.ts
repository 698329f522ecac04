"use server";

import { revalidatePath } from "next/cache";
import {
  addHubSchema,
  createObjectSchema,
  installSimSchema,
  moveHubSchema,
  swapSimSchema,
  transferHubSchema,
} from "@/lib/schemas/objects";
import { addHub } from "@/lib/server/services/objects/add-hub";
import { createObject } from "@/lib/server/services/objects/create-object";
import { installSim } from "@/lib/server/services/objects/install-sim";
import { moveHub } from "@/lib/server/services/objects/move-hub";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { transferHub } from "@/lib/server/services/objects/transfer-hub";
import { companyAction } from "./company-action";

export const createObjectAction = companyAction(
  "object:manage",
  createObjectSchema,
  async (ctx, input) => {
    const outcome = await createObject(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug }, { objectId }) => `/c/${companySlug}/objects/${objectId}`,
);

export const addHubAction = companyAction(
  "hub:manage",
  addHubSchema,
  async (ctx, input) => {
    const outcome = await addHub(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug }, { objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
);

export const installSimAction = companyAction(
  "hub:manage",
  installSimSchema,
  async (ctx, input) => {
    const outcome = await installSim(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug, objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
);

export const moveHubAction = companyAction(
  "hub:manage",
  moveHubSchema,
  async (ctx, input) => {
    const outcome = await moveHub(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug }, { objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
);

export const swapSimAction = companyAction(
  "hub:manage",
  swapSimSchema,
  async (ctx, input) => {
    const outcome = await swapSim(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug, objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}#sim`,
);

export const transferHubAction = companyAction(
  "hub:manage",
  transferHubSchema,
  async (ctx, input) => {
    const outcome = await transferHub(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  ({ companySlug, objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}/transfer`,
);
