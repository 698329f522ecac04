import { mayRequest, requestExpiry, type SendRefusal, type StoredRequest } from "./connection-request";
import { type Outcome, refuse, succeed } from "./outcome";

export type ResellerInvitationState = "SENT" | "CLAIMED" | "WITHDRAWN" | "EXPIRED";

/** An invitation as it is stored; `state` may be SENT past `expiresAt` until a job or a command meets it. */
export type StoredResellerInvitation = {
  email: string;
  state: ResellerInvitationState;
  sentAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  /** When it became a request, was taken back, or ended; null while it waits. */
  closedAt: Temporal.Instant | null;
};

/** An invitation waits as long as a request does. Source: PRODUCT 4.3. */
export const invitationExpiry = requestExpiry;

/** Reads a stored invitation at `now`: past its 90 days it reads as expired, however late the job is. */
export function effectiveInvitationState(
  { state, expiresAt }: Pick<StoredResellerInvitation, "state" | "expiresAt">,
  now: Temporal.Instant,
): ResellerInvitationState {
  const isOver = Temporal.Instant.compare(now, expiresAt) >= 0;
  return state === "SENT" && isOver ? "EXPIRED" : state;
}

/** Decides whether a dealer may invite an address, by the invitation that holds its place (null for none). */
export function mayInvite(
  unclosed: StoredResellerInvitation | null,
  now: Temporal.Instant,
): Outcome<null, "REQUEST_OPEN"> {
  if (!unclosed || effectiveInvitationState(unclosed, now) !== "SENT") return succeed(null);
  return refuse("REQUEST_OPEN", { reseller: unclosed.email, date: unclosed.sentAt.toString() });
}

/** Decides whether an invitation can still be taken back; one that is over says what became of it, and when. */
export function stillInvited(
  invitation: StoredResellerInvitation,
  now: Temporal.Instant,
): Outcome<null, "REQUEST_DECIDED"> {
  const outcome = effectiveInvitationState(invitation, now);
  if (outcome === "SENT") return succeed(null);
  const at = outcome === "EXPIRED" ? invitation.expiresAt : (invitation.closedAt ?? invitation.expiresAt);
  return refuse("REQUEST_DECIDED", { outcome, time: at.toString(), name: invitation.email });
}

export type PassOnRefusal = SendRefusal | "SELF_REQUEST" | "NOT_ENROLLED" | "RESELLER_CLOSED";

/** What decides whether an invitation becomes a request to the reseller that has its address now. */
export type PassOnFacts = {
  isOwnCompany: boolean;
  isEnrolled: boolean;
  takesRequests: boolean;
  reseller: string;
  /** The dealer's last request to that reseller; null for none. */
  last: StoredRequest | null;
};

/**
 * Decides whether an invitation whose address has become a reseller's becomes a request there, by the rules of any other
 * request. Source: PRODUCT J6, 4.3.
 */
export function mayPassOn(
  { isOwnCompany, isEnrolled, takesRequests, reseller, last }: PassOnFacts,
  now: Temporal.Instant,
): Outcome<null, PassOnRefusal> {
  if (isOwnCompany) return refuse("SELF_REQUEST");
  if (!isEnrolled) return refuse("NOT_ENROLLED");
  if (!takesRequests) return refuse("RESELLER_CLOSED", { reseller });
  return mayRequest(last, reseller, now);
}
