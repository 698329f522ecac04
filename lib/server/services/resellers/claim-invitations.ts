import { toDate } from "@/lib/clock";
import { requestExpiry } from "@/lib/domain/connection-request";
import type { Outcome } from "@/lib/domain/outcome";
import { effectiveInvitationState, mayPassOn, type PassOnRefusal } from "@/lib/domain/reseller-invitation";
import { recordJobAudit } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/context";
import { proveCompanyId } from "@/lib/server/ids";
import { loadDealerFacts } from "@/lib/server/store/activation-facts";
import { type ConnectionRequest, listRequests } from "@/lib/server/store/connection-requests";
import { closeInvitation, type DealersInvitation, lockInvitationsTo } from "@/lib/server/store/reseller-invitations";
import { holdDealer } from "@/lib/server/store/resellers";
import { expireRequest } from "./expire-requests";
import { requestGroup, tellOffice } from "./tell";

/** A reseller whose request address has just become its own. */
export type NewAddress = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  email: string;
  takesRequests: boolean;
  clockId: string | null;
  now: Temporal.Instant;
};

/**
 * Turns every invitation that waits for an address into a request to the reseller that has it now, in the transaction
 * that gives it. One that the rules of a request refuse is taken back, and whoever sent it hears why. One whose own 90
 * days are over is left to its end. The caller holds the address. Returns how many became requests.
 */
export async function claimInvitations(tx: Transaction, reseller: NewAddress): Promise<number> {
  let claimed = 0;
  for (const invitation of await lockInvitationsTo(tx, reseller)) {
    if (effectiveInvitationState(invitation, reseller.now) !== "SENT") continue;
    const { decision, last } = await decide(tx, invitation, reseller);
    if (decision.ok) {
      if (last?.state.status === "PENDING") await expireRequest(tx, last);
      await claim(tx, invitation, reseller);
      claimed += 1;
    } else {
      await drop(tx, invitation, { reseller, refusal: decision.refusal, last });
    }
  }
  return claimed;
}

type Decided = { decision: Outcome<null, PassOnRefusal>; last: ConnectionRequest | null };

async function decide(tx: Transaction, { companyId }: DealersInvitation, reseller: NewAddress): Promise<Decided> {
  const { now, name, takesRequests, resellerId } = reseller;
  const dealerId = proveCompanyId(companyId);
  await holdDealer(tx, dealerId);
  const { isEnrolled } = await loadDealerFacts(tx, dealerId, "READ");
  const [last = null] = await listRequests(tx, { companyId: dealerId, side: "DEALER", resellerId, limit: 1 });
  const isOwnCompany = companyId === reseller.companyId;
  const facts = { isOwnCompany, isEnrolled, takesRequests, reseller: name, last: last?.state ?? null };
  return { decision: mayPassOn(facts, now), last };
}

type Dropped = { reseller: NewAddress; refusal: PassOnRefusal; last: ConnectionRequest | null };

async function drop(
  tx: Transaction,
  invitation: DealersInvitation,
  { reseller, refusal, last }: Dropped,
): Promise<void> {
  const { id, companyId, email, dealerName: dealer, dealerSlug } = invitation;
  const { now } = reseller;
  const version = await closeInvitation(tx, invitation, { state: "WITHDRAWN", closedAt: toDate(now) });
  await recordJobAudit(tx, {
    companyId,
    actorName: "requests",
    action: "connection.invitation_withdrawn",
    subjectId: id,
    subjectVersion: version,
    before: { state: "SENT" },
    after: { email, state: "WITHDRAWN", refusal },
    at: now,
  });
  const home = `/c/${dealerSlug}/services/resellers`;
  const linkPath = last ? `${home}/${last.id}` : home;
  const teller = { now, account: null };
  await tellOffice(tx, teller, {
    companyId,
    template: "reseller-invitation-dropped",
    data: { dealer, reseller: reseller.name, email, refusal, linkPath },
    kind: "request.not_passed_on",
    href: linkPath,
    groupKey: requestGroup(id),
  });
}

async function claim(tx: Transaction, invitation: DealersInvitation, reseller: NewAddress): Promise<void> {
  const { companyId, sentById, message, dealerName: dealer, dealerSlug } = invitation;
  const { now, resellerId } = reseller;
  const { id: requestId } = await tx.connectionRequest.create({
    data: { companyId, resellerId, message, sentById, sentAt: toDate(now), expiresAt: toDate(requestExpiry(now)) },
    select: { id: true },
  });
  await closeInvitation(tx, invitation, { state: "CLAIMED", requestId, closedAt: toDate(now) });
  await recordJobAudit(tx, {
    companyId,
    counterpartId: reseller.companyId,
    actorName: "requests",
    action: "connection.requested",
    subjectId: requestId,
    subjectVersion: 1,
    before: null,
    after: { reseller: reseller.name, email: invitation.email, message },
    at: now,
  });
  const teller = { now, account: null };
  const inbox = `/r/${reseller.slug}/requests/${requestId}`;
  await tellOffice(tx, teller, {
    companyId: reseller.companyId,
    template: "request-received",
    data: { dealer, reseller: reseller.name, linkPath: inbox },
    kind: "request.received",
    href: inbox,
    groupKey: requestGroup(requestId),
  });
  const linkPath = `/c/${dealerSlug}/services/resellers/${requestId}`;
  await tellOffice(tx, teller, {
    companyId,
    template: "reseller-invitation-claimed",
    data: { dealer, reseller: reseller.name, email: invitation.email, linkPath },
    kind: "request.passed_on",
    href: linkPath,
    groupKey: requestGroup(requestId),
  });
}
