"use server";

import { changeRefSchema, declineMoveSchema, moveRefSchema, requestMoveSchema } from "@/lib/schemas/moves";
import { approveMove } from "@/lib/server/services/moves/approve-move";
import { cancelChange } from "@/lib/server/services/moves/cancel-change";
import { declineMove } from "@/lib/server/services/moves/decline-move";
import { requestMove } from "@/lib/server/services/moves/request-move";
import { withdrawMove } from "@/lib/server/services/moves/withdraw-move";
import { companyAction, resellerAction } from "./company-action";

const upcoming = ({ companySlug }: { companySlug: string }) => `/c/${companySlug}/services/upcoming`;
const inbox = ({ companySlug, moveRequestId }: { companySlug: string; moveRequestId: string }) =>
  `/r/${companySlug}/moves/${moveRequestId}`;

export const requestMoveAction = companyAction(
  "package:move",
  requestMoveSchema,
  (ctx, { resellerId, from, hubs }) =>
    requestMove(ctx, { resellerId, choice: from ? { connectionId: from } : { hubIds: hubs ?? [] } }),
  upcoming,
);

export const withdrawMoveAction = companyAction("change:cancel", moveRefSchema, withdrawMove, upcoming);

export const cancelChangeAction = companyAction("change:cancel", changeRefSchema, cancelChange, upcoming);

export const approveMoveAction = resellerAction("move:decide", moveRefSchema, approveMove, inbox);

export const declineMoveAction = resellerAction("move:decide", declineMoveSchema, declineMove, inbox);
