import { mintToken } from "@/lib/auth/secret-token";
import { toDate } from "@/lib/clock";
import type { AuditAction } from "@/lib/domain/audit-actions";
import { mayGiveRole } from "@/lib/domain/employee-change";
import { effectiveState, type InvitedRole, invitationEnd } from "@/lib/domain/invitation";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { conflictAbout, findCompanySides, findPersonByEmail } from "@/lib/server/store/employees";
import {
  type InvitationChange,
  lockInvitation,
  type StoredInvitation,
  saveInvitation,
} from "@/lib/server/store/invitations";
import { settleNotices } from "@/lib/server/store/notifications";
import { overParams } from "./answer-invitation";
import { remindKept, sendInvitation } from "./invitation-mail";

/** An offer as a form was drawn with it. */
export type InvitationRef = { invitationId: string; version: number };

export type InvitationReceipt = InvitationRef & { email: string; state: "INVITED" | "WAITING" | "REVOKED" };

type Changed = Outcome<InvitationReceipt, "INVITATION_OVER" | "ROLE_NOT_HERE">;

/**
 * Mails an open offer again with a new link and new 30 days; the old link is spent. A kept entry gets its reminder again,
 * or becomes an offer if the address has a PRO account by now. Throws RATE_LIMITED past five an hour.
 */
export async function resendInvitation(given: CompanyContext, ref: InvitationRef): Promise<Changed> {
  requirePermission(given, "employee:manage");
  await takePoint("resendByInvitation", `${given.companyId}:${ref.invitationId}`);
  return changeOpen(given, ref, (tx, ctx, offer) => reissue(tx, ctx, { offer, action: "invitation.resent" }));
}

/**
 * Gives an offer another role. An open one is mailed anew, so that nobody accepts a role the mail did not name; a kept
 * one holds the role for later. The same role again changes nothing.
 */
export async function changeInvitedRole(
  given: CompanyContext,
  ref: InvitationRef & { role: InvitedRole },
): Promise<Changed> {
  return changeOpen(given, ref, async (tx, ctx, offer) => {
    const { isDealer } = await findCompanySides(tx, ctx.companyId);
    const place = mayGiveRole(ref.role, isDealer);
    if (!place.ok) return place;
    if (offer.role === ref.role) return succeed(receiptOf(offer, offer.version));
    if (offer.state === "INVITED") {
      const action = "employee.role_changed";
      return reissue(tx, ctx, { offer: { ...offer, role: ref.role }, action, roleBefore: offer.role });
    }
    const version = await saveInvitation(tx, offer, { role: ref.role });
    await record(tx, ctx, { offer, version, action: "employee.role_changed", after: { role: ref.role } });
    return succeed(receiptOf(offer, version));
  });
}

/** Takes an offer or a kept entry back, and tells the person; its link leads nowhere from now on. */
export async function revokeInvitation(given: CompanyContext, ref: InvitationRef): Promise<Changed> {
  return changeOpen(given, ref, async (tx, ctx, offer) => {
    const at = toDate(ctx.now);
    const version = await saveInvitation(tx, offer, { state: "REVOKED", closedAt: at });
    await settleNotices(tx, `invitation:${offer.id}`, at);
    await record(tx, ctx, { offer, version, action: "invitation.revoked", after: { state: "REVOKED" } });
    const person = await findPersonByEmail(tx, offer.email);
    await postMail(tx, {
      template: "invitation-revoked",
      to: offer.email,
      locale: person?.locale ?? null,
      data: { company: ctx.companyName },
      companyId: ctx.companyId,
      accountId: person?.id,
      at,
    });
    return succeed({ ...receiptOf(offer, version), state: "REVOKED" as const });
  });
}

/** Locks the company's own offer and runs `change` on it if it is still open and as the form saw it. */
async function changeOpen(
  given: CompanyContext,
  ref: InvitationRef,
  change: (tx: Transaction, ctx: CompanyContext, offer: StoredInvitation) => Promise<Changed>,
): Promise<Changed> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "employee:manage");
    const offer = await lockInvitation(tx, { id: ref.invitationId });
    if (!offer || offer.company.id !== ctx.companyId) throw new AppError("NOT_FOUND");
    const state = effectiveState(offer, ctx.now);
    if (state !== "INVITED" && state !== "WAITING") return refuse("INVITATION_OVER", overParams(offer));
    if (offer.version !== ref.version) throw await conflictAbout(tx, offer.id);
    return change(tx, ctx, offer);
  });
}

type Reissue = { offer: StoredInvitation; action: AuditAction; roleBefore?: InvitedRole };

/** Writes a new link and new 30 days, and mails them; without a PRO account it reminds. */
async function reissue(
  tx: Transaction,
  ctx: CompanyContext,
  { offer, action, roleBefore }: Reissue,
): Promise<Outcome<InvitationReceipt, never>> {
  const person = await findPersonByEmail(tx, offer.email);
  const expiresAt = invitationEnd(ctx.now);
  const secret = person ? mintToken() : null;
  const opened: InvitationChange = secret ? { state: "INVITED", tokenHash: secret.tokenHash } : {};
  const times = { sentAt: toDate(ctx.now), expiresAt: toDate(expiresAt) };
  const version = await saveInvitation(tx, offer, { ...opened, ...times, role: offer.role });
  await record(tx, ctx, {
    offer: { ...offer, role: roleBefore ?? offer.role },
    version,
    action,
    after: { role: offer.role, expiresAt: expiresAt.toString() },
  });
  const sent = { ...offer, inviterName: ctx.account.name, expiresAt };
  if (person && secret) await sendInvitation(tx, person, { ...sent, token: secret.token });
  else await remindKept(tx, sent);
  return succeed({ ...receiptOf(offer, version), state: secret ? "INVITED" : receiptOf(offer, version).state });
}

type Fact = { offer: StoredInvitation; version: number; action: AuditAction; after: Record<string, unknown> };

async function record(tx: Transaction, ctx: CompanyContext, { offer, version, action, after }: Fact): Promise<void> {
  const { id, email, role, state, expiresAt } = offer;
  const before = { email, role, state, expiresAt: expiresAt.toString() };
  await recordAudit(tx, ctx, {
    action,
    subjectId: id,
    subjectVersion: version,
    before,
    after: { ...before, ...after },
  });
}

function receiptOf({ id, email, state }: StoredInvitation, version: number): InvitationReceipt {
  return { invitationId: id, version, email, state: state === "WAITING" ? "WAITING" : "INVITED" };
}
