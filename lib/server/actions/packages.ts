"use server";

import { revalidatePath } from "next/cache";
import { activatePackageSchema, hubPackageRefSchema, planStartSchema, startRefSchema } from "@/lib/schemas/packages";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { cancelStart } from "@/lib/server/services/packages/cancel-start";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { planStart } from "@/lib/server/services/packages/plan-start";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { companyAction } from "./company-action";

type Ref = { companySlug: string; objectId: string; hubId: string };

const objectPath = ({ companySlug, objectId }: Ref) => `/c/${companySlug}/objects/${objectId}`;
const packagePath = (ref: Ref) => `${objectPath(ref)}/hubs/${ref.hubId}/package`;

export const activatePackageAction = companyAction(
  "package:manage",
  activatePackageSchema,
  async (ctx, input) => {
    const outcome = await activatePackage(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  (ref) => `${packagePath(ref)}?result=activated`,
);

export const planStartAction = companyAction("package:manage", planStartSchema, planStart, packagePath);

export const cancelStartAction = companyAction("package:manage", startRefSchema, cancelStart, packagePath);

export const deactivatePackageAction = companyAction(
  "package:manage",
  hubPackageRefSchema,
  async (ctx, ref) => {
    const outcome = await deactivatePackage(ctx, ref);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  (ref) => `${packagePath(ref)}?result=expires`,
);

export const resumePackageAction = companyAction(
  "package:manage",
  hubPackageRefSchema,
  async (ctx, ref) => {
    const outcome = await resumePackage(ctx, ref);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  (ref) => `${packagePath(ref)}?result=activated`,
);

export const stopPackageAction = companyAction(
  "package:manage",
  hubPackageRefSchema,
  async (ctx, ref) => {
    const outcome = await stopPackage(ctx, ref);
    revalidatePath(`/c/${ctx.companySlug}/objects`, "layout");
    return outcome;
  },
  (ref) => `${objectPath(ref)}?stopped=${ref.hubId}`,
);
