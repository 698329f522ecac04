"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { updateOwnResellerSchema } from "@/lib/schemas/reseller-grants";
import {
  approveRequestSchema,
  changeDealerTermsSchema,
  declineRequestSchema,
  invitationRefSchema,
  inviteResellerSchema,
  requestConnectionSchema,
  requestMessageSchema,
  requestRefSchema,
} from "@/lib/schemas/resellers";
import { approveRequest } from "@/lib/server/services/resellers/approve-request";
import { changeDealerTerms } from "@/lib/server/services/resellers/change-dealer-terms";
import { declineRequest } from "@/lib/server/services/resellers/decline-request";
import { inviteReseller } from "@/lib/server/services/resellers/invite-reseller";
import { remindReseller } from "@/lib/server/services/resellers/remind-reseller";
import { reopenToDealer } from "@/lib/server/services/resellers/reopen-to-dealer";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { sendRequestMessage } from "@/lib/server/services/resellers/send-request-message";
import { updateOwnReseller } from "@/lib/server/services/resellers/update-own-reseller";
import { withdrawInvitation } from "@/lib/server/services/resellers/withdraw-invitation";
import { withdrawRequest } from "@/lib/server/services/resellers/withdraw-request";
import { companyAction, resellerAction } from "./company-action";

type Ref = { companySlug: string };

const yourResellers = ({ companySlug }: Ref, done: string) => `/c/${companySlug}/services/resellers?done=${done}`;
const yourRequest = ({ companySlug, requestId }: Ref & { requestId: string }, done: string) =>
  `/c/${companySlug}/services/resellers/${requestId}?done=${done}`;
const inbox = ({ companySlug, requestId }: Ref & { requestId: string }, done: string) =>
  `/r/${companySlug}/requests?done=${done}&of=${requestId}`;
const request = ({ companySlug, requestId }: Ref & { requestId: string }, done: string) =>
  `/r/${companySlug}/requests/${requestId}?done=${done}`;

export const requestConnectionAction = companyAction(
  "reseller:connect",
  requestConnectionSchema,
  async (ctx, input) => {
    const outcome = await requestConnection(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => yourResellers(input, "sent"),
);

export const inviteResellerAction = companyAction(
  "reseller:connect",
  inviteResellerSchema,
  async (ctx, { email, message }) => {
    const outcome = await inviteReseller(ctx, { email, message, locale: await getLocale() });
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input, receipt) => yourResellers(input, "invitationId" in receipt ? "invited" : "sent"),
);

export const withdrawInvitationAction = companyAction(
  "reseller:connect",
  invitationRefSchema,
  async (ctx, { invitationId }) => {
    const outcome = await withdrawInvitation(ctx, { invitationId, locale: await getLocale() });
    revalidatePath(`/c/${ctx.companySlug}/services`, "layout");
    return outcome;
  },
  (input) => yourResellers(input, "taken-back"),
);

export const writeToResellerAction = companyAction("reseller:connect", requestMessageSchema, async (ctx, input) => {
  const outcome = await sendRequestMessage(ctx, input);
  revalidatePath(`/c/${ctx.companySlug}/services`, "layout");
  return outcome;
});

export const writeToDealerAction = resellerAction("request:decide", requestMessageSchema, async (ctx, input) => {
  const outcome = await sendRequestMessage(ctx, input);
  revalidatePath(`/r/${ctx.companySlug}`, "layout");
  return outcome;
});

export const withdrawRequestAction = companyAction(
  "reseller:connect",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await withdrawRequest(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => yourRequest(input, "withdrawn"),
);

export const remindResellerAction = companyAction(
  "reseller:connect",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await remindReseller(ctx, input);
    revalidatePath(`/c/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => yourRequest(input, "reminded"),
);

export const approveRequestAction = resellerAction(
  "request:decide",
  approveRequestSchema,
  async (ctx, { dealerFee, ...input }) => {
    const outcome = await approveRequest(ctx, { ...input, dealerFeeMinor: dealerFee });
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => inbox(input, "approved"),
);

export const declineRequestAction = resellerAction(
  "request:decide",
  declineRequestSchema,
  async (ctx, input) => {
    const outcome = await declineRequest(ctx, input);
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => inbox(input, "declined"),
);

export const reopenToDealerAction = resellerAction(
  "request:decide",
  requestRefSchema,
  async (ctx, input) => {
    const outcome = await reopenToDealer(ctx, input);
    revalidatePath(`/r/${ctx.companySlug}`, "layout");
    return outcome;
  },
  (input) => request(input, "reopened"),
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

export const updateOwnResellerAction = resellerAction(
  "reseller:update",
  updateOwnResellerSchema,
  async (ctx, input) => {
    const outcome = await updateOwnReseller(ctx, input);
    revalidatePath("/", "layout");
    return outcome;
  },
  ({ companySlug }) => `/r/${companySlug}/requests?done=changed`,
);
