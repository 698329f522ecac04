import { realNow, toDate } from "@/lib/clock";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { closeInvitation, type DealersInvitation, lockDueInvitations } from "@/lib/server/store/reseller-invitations";
import { requestGroup, tellOffice } from "./tell";

const batch = 25;

/**
 * Closes invitations by email whose address became no reseller's within 90 days by the dealer's clock, as of that
 * instant, and tells the dealer's office. Returns how many. They read as expired before it ran.
 */
export async function expireResellerInvitations(): Promise<number> {
  const now = toDate(realNow());
  let closed = 0;
  for (;;) {
    const taken = await inSystemTransaction(async (tx) => {
      const invitations = await lockDueInvitations(tx, now, batch);
      for (const invitation of invitations) await expireInvitation(tx, invitation);
      return invitations.length;
    });
    closed += taken;
    if (taken < batch) return closed;
  }
}

/** Closes one locked invitation whose end has come, as of that end, in the caller's transaction. */
export async function expireInvitation(
  tx: Transaction,
  invitation: Omit<DealersInvitation, "offsetMs">,
): Promise<void> {
  const { id, companyId, email, expiresAt, dealerName: dealer, dealerSlug } = invitation;
  const version = await closeInvitation(tx, invitation, { state: "EXPIRED", closedAt: toDate(expiresAt) });
  await recordJobAudit(tx, {
    companyId,
    actorName: "requests",
    action: "connection.invitation_expired",
    subjectId: id,
    subjectVersion: version,
    before: { state: "SENT" },
    after: { email, state: "EXPIRED" },
    at: expiresAt,
  });
  const linkPath = `/c/${dealerSlug}/services/resellers`;
  await tellOffice(
    tx,
    { now: expiresAt, account: null },
    {
      companyId,
      template: "reseller-invitation-expired",
      data: { dealer, reseller: email, linkPath },
      kind: "request.expired",
      href: linkPath,
      groupKey: requestGroup(id),
    },
  );
}
