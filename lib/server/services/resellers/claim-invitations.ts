import { toDate } from "@/lib/clock";
import { mayRequest, requestExpiry } from "@/lib/domain/connection-request";
import { effectiveInvitationState } from "@/lib/domain/reseller-invitation";
import { recordJobAudit } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/context";
import { proveCompanyId } from "@/lib/server/ids";
import { loadDealerFacts } from "@/lib/server/store/activation-facts";
import { listRequests } from "@/lib/server/store/connection-requests";
import { closeInvitation, type DealersInvitation, lockInvitationsTo } from "@/lib/server/store/reseller-invitations";
import { holdDealer } from "@/lib/server/store/resellers";
import { requestGroup, tellOffice } from "./tell";

/** A reseller whose request address has just become its own. */
export type NewAddress = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  email: string;
  clockId: string | null;
  now: Temporal.Instant;
};

/**
 * Turns every invitation that waits for an address into a request to the reseller that has it now, in the transaction
 * that gives it. One that cannot become a request is taken back: its dealer is this company itself, is enrolled no
 * longer, or has asked this reseller already. The caller holds the address. Returns how many became requests.
 */
export async function claimInvitations(tx: Transaction, reseller: NewAddress): Promise<number> {
  let claimed = 0;
  for (const invitation of await lockInvitationsTo(tx, reseller)) {
    if (effectiveInvitationState(invitation, reseller.now) !== "SENT") continue;
    if (await mayBecomeRequest(tx, invitation, reseller)) {
      await claim(tx, invitation, reseller);
      claimed += 1;
    } else {
      await drop(tx, invitation, reseller);
    }
  }
  return claimed;
}

async function mayBecomeRequest(
  tx: Transaction,
  { companyId }: DealersInvitation,
  reseller: NewAddress,
): Promise<boolean> {
  if (companyId === reseller.companyId) return false;
  const dealerId = proveCompanyId(companyId);
  await holdDealer(tx, dealerId);
  if (!(await loadDealerFacts(tx, dealerId, "READ")).isEnrolled) return false;
  const wanted = { companyId: dealerId, side: "DEALER", resellerId: reseller.resellerId, limit: 1 } as const;
  const [last] = await listRequests(tx, wanted);
  return mayRequest(last?.state ?? null, reseller.name, reseller.now).ok && last?.state.status !== "PENDING";
}

async function drop(tx: Transaction, invitation: DealersInvitation, { now }: NewAddress): Promise<void> {
  const version = await closeInvitation(tx, invitation, { state: "WITHDRAWN", closedAt: toDate(now) });
  await recordJobAudit(tx, {
    companyId: invitation.companyId,
    actorName: "requests",
    action: "connection.invitation_withdrawn",
    subjectId: invitation.id,
    subjectVersion: version,
    before: { state: "SENT" },
    after: { email: invitation.email, state: "WITHDRAWN" },
    at: now,
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
