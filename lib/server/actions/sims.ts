"use server";

import { sendAgainSchema } from "@/lib/schemas/sim-list";
import { sendAgain } from "@/lib/server/services/sims/send-again";
import { companyAction } from "./company-action";

export const sendAgainAction = companyAction(
  "package:manage",
  sendAgainSchema,
  sendAgain,
  ({ companySlug, objectId, hubId }) => `/c/${companySlug}/objects/${objectId}/hubs/${hubId}`,
);
