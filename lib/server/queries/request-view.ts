import "server-only";
import { askAgainFrom, effectiveStatus, type RequestStatus, remindFrom } from "@/lib/domain/connection-request";
import type { CompanyContext } from "../context";
import type { ConnectionRequest } from "../store/connection-requests";

/** A request as a page of either side shows it. Instants are ISO text. */
export type RequestView = {
  id: string;
  resellerId: string;
  resellerName: string;
  dealerName: string;
  dealerCountry: string;
  status: RequestStatus;
  sentAt: string;
  sentBy: string;
  expiresAt: string;
  /** When it stopped waiting, be it by a decision or by its end; null while it waits. */
  decidedAt: string | null;
  /** Who decided or took it back; null where its end did. */
  decidedBy: string | null;
  message: string | null;
  reason: string | null;
  isReopened: boolean;
  connection: { id: string; state: "OPEN" | "ENDING" | "CLOSED"; endMonth: string | null } | null;
  /** Null where the act is open now. */
  remindFrom: string | null;
  askFrom: string | null;
};

/** Puts a request into the shape of a page, as it reads at the page's instant: past its 90 days it has ended. */
export function toRequestView(request: ConnectionRequest, { now }: Pick<CompanyContext, "now">): RequestView {
  const { id, resellerId, resellerName, dealerName, dealerCountry, sentBy, message, reason, state } = request;
  const { connectionId, connectionState, endMonth } = request;
  const status = effectiveStatus(state, now);
  const decidedAt = status === "EXPIRED" ? state.expiresAt : state.decidedAt;
  return {
    id,
    resellerId,
    resellerName,
    dealerName,
    dealerCountry,
    sentBy,
    message,
    reason,
    status,
    sentAt: state.sentAt.toString(),
    expiresAt: state.expiresAt.toString(),
    decidedAt: status === "PENDING" ? null : (decidedAt?.toString() ?? null),
    decidedBy: state.decidedBy,
    isReopened: state.reopenedAt !== null,
    connection: connectionId && connectionState ? { id: connectionId, state: connectionState, endMonth } : null,
    remindFrom: remindFrom(state, now)?.toString() ?? null,
    askFrom: askAgainFrom(state, now)?.toString() ?? null,
  };
}
