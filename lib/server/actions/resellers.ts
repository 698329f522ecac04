"use server";

import { revalidatePath } from "next/cache";
import {
  approveRequestSchema,
  changeDealerTermsSchema,
  declineRequestSchema,
  requestConnectionSchema,
  requestRefSchema,
} from "@/lib/schemas/resellers";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { changeDealerTerms } from "@/lib/server/services/resellers/change-dealer-terms";
import { declineRequest } from "@/lib/server/services/resellers/decline-request";
import { remindReseller } from "@/lib/server/services/resellers/remind-reseller";
import { reopenToDealer } from "@/lib/server/services/resellers/reopen-to-dealer";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { withdrawRequest } from "@/lib/server/services/resellers/withdraw-request";
import { companyAction, resellerAction } from "./company-action";

type Ref = { companySlug: string };

const yourResellers = ({ companySlug }: Ref) => `/c/${companySlug}/services/resellers`;
const request = ({ companySlug, requestId }: Ref & { requestId: string }) => `/r/${companySlug}/requests/${requestId}`;

export const requestConnectionAction = companyAction(
  "reseller:connect",
  requestConnectionSchema,
  async (ctx, input) => {
    const outcome = await requestConnection(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  yourResellers,
);

export const withdrawRequestAction = companyAction(
  "reseller:connect",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await withdrawRequest(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  yourResellers,
);

export const remindResellerAction = companyAction(
  "reseller:connect",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await remindReseller(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  yourResellers,
);

export const approveRequestAction = resellerAction(
  "request:decide",
  approveRequestSchema,
  async (ctx, { dealerFee, ...input }) => {
    const outcome = await approveRequest(ctx, { ...input, dealerFeeMinor: dealerFee });
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  request,
);

export const declineRequestAction = resellerAction(
  "request:decide",
  declineRequestSchema,
  async (ctx, input) => {
    const outcome = await declineRequest(ctx, input);
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  request,
);

export const reopenToDealerAction = resellerAction(
  "request:decide",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await reopenToDealer(ctx, input);
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  request,
);

export const changeDealerTermsAction = resellerAction(
  "dealer:manage",
  changeDealerTermsSchema,
  async (ctx, { dealerFee, ...input }) => {
    const outcome = await changeDealerTerms(ctx, { ...input, dealerFeeMinor: dealerFee });
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  ({ companySlug, connectionId }) => `/r/${companySlug}/dealers/${connectionId}?saved=1`,
);
