"use server";

import { revalidatePath } from "next/cache";
import { hubShareSchema, shareHubSchema } from "@/lib/schemas/hub-sharing";
import { endShare } from "@/lib/server/services/objects/end-share";
import { shareHub } from "@/lib/server/services/objects/share-hub";
import { companyAction } from "./company-action";

type Place = { companySlug: string; objectId: string; hubId: string };

const sharePath = ({ companySlug, objectId, hubId }: Place) =>
  `/c/${companySlug}/objects/${objectId}/hubs/${hubId}/share`;

export const shareHubAction = companyAction(
  "hub:manage",
  shareHubSchema,
  async (ctx, input) => {
    const outcome = await shareHub(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  sharePath,
);

export const endShareAction = companyAction(
  "hub:manage",
  hubShareSchema,
  async (ctx, input) => {
    const outcome = await endShare(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  sharePath,
);
