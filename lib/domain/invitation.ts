import { type Outcome, refuse, succeed } from "./outcome";
import type { EmployeeRole } from "./roles";

/** How long an offer to join stays open, by the company's clock; days of 24 hours. */
export const invitationHours = 30 * 24;

export const invitationStates = ["WAITING", "INVITED", "ACCEPTED", "DECLINED", "REVOKED", "EXPIRED"] as const;

export type InvitationState = (typeof invitationStates)[number];

/** Roles an invitation can carry: the owner is set when a company is created. */
export type InvitedRole = Exclude<EmployeeRole, "OWNER">;

/** An offer to join as it is stored. Instants go by the company's clock. */
export type Invitation = {
  email: string;
  state: InvitationState;
  expiresAt: Temporal.Instant;
  /** Null while it is open. */
  closedAt: Temporal.Instant | null;
};

/** Returns the instant at which an offer made at `now` ends. */
export function invitationEnd(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: invitationHours });
}

/** Reads an offer as it is at `now`: past its end it is over, whether a job has been there or not. */
export function effectiveState({ state, expiresAt }: Invitation, now: Temporal.Instant): InvitationState {
  const isOpen = state === "WAITING" || state === "INVITED";
  return isOpen && Temporal.Instant.compare(expiresAt, now) <= 0 ? "EXPIRED" : state;
}

/** Returns when an offer that is no longer open ended: at its answer, or at its end if nobody answered. */
export function endOf({ closedAt, expiresAt }: Invitation): Temporal.Instant {
  return closedAt ?? expiresAt;
}

export type AnswerRefusal = "INVITATION_OVER" | "INVITATION_NOT_YOURS" | "LINK_SPENT";

/**
 * Decides whether the person signed in as `email` may answer an offer now. An offer already used is LINK_SPENT, one that
 * waits, was declined, taken back or ran out is INVITATION_OVER; a stranger learns only that it is not theirs.
 */
export function mayAnswer(offer: Invitation, email: string, now: Temporal.Instant): Outcome<null, AnswerRefusal> {
  if (offer.email.toLowerCase() !== email.toLowerCase()) return refuse("INVITATION_NOT_YOURS");
  const state = effectiveState(offer, now);
  if (state === "ACCEPTED") return refuse("LINK_SPENT");
  return state === "INVITED" ? succeed(null) : refuse("INVITATION_OVER");
}
