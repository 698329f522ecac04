import { toDate } from "@/lib/clock";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { stillInvited } from "@/lib/domain/reseller-invitation";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { closeInvitation, lockOwnInvitation } from "@/lib/server/store/reseller-invitations";

/**
 * Takes an invitation by email back; the address is told. One that has become a request, was taken back or has expired
 * is told as REQUEST_DECIDED. `locale` is the sender's language.
 */
export async function withdrawInvitation(
  given: CompanyContext,
  { invitationId, locale }: { invitationId: string; locale: string },
): Promise<Outcome<{ invitationId: string }, "REQUEST_DECIDED">> {
  requirePermission(given, "reseller:connect");
  return inTransaction(given, async (tx, ctx) => {
    const invitation = await lockOwnInvitation(tx, ctx.companyId, invitationId);
    const waiting = stillInvited(invitation, ctx.now);
    if (!waiting.ok) return waiting;
    const at = toDate(ctx.now);
    const version = await closeInvitation(tx, invitation, { state: "WITHDRAWN", closedAt: at });
    await recordAudit(tx, ctx, {
      action: "connection.invitation_withdrawn",
      subjectId: invitation.id,
      subjectVersion: version,
      before: { state: "SENT" },
      after: { email: invitation.email, state: "WITHDRAWN" },
    });
    const data = { dealer: ctx.companyName };
    const mail = { template: "reseller-invitation-withdrawn", to: invitation.email, locale, data } as const;
    await postMail(tx, { ...mail, companyId: ctx.companyId, at });
    return succeed({ invitationId: invitation.id });
  });
}
