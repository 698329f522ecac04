import { toDate } from "@/lib/clock";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { invitationExpiry, mayInvite } from "@/lib/domain/reseller-invitation";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import { takePoint } from "@/lib/server/limits";
import { postMail } from "@/lib/server/mail";
import { loadCompany } from "@/lib/server/store/companies";
import {
  findUnclosedInvitation,
  insertResellerInvitation,
  lockRequestAddress,
} from "@/lib/server/store/reseller-invitations";
import { findResellerByAddress, holdDealer } from "@/lib/server/store/resellers";
import { type AskRefusal, askReseller, requireDealer } from "./ask-reseller";
import { expireInvitation } from "./expire-reseller-invitations";

/** `locale` is the sender's language: nobody knows that of the one invited. */
export type InviteResellerInput = { email: string; message: string | null; locale: string };

/** The request that was sent at once, or the invitation that waits for the address to become a reseller's. */
export type InviteReceipt = { requestId: string } | { invitationId: string };

/**
 * Asks the reseller whose request address this is; an address that no reseller uses is invited, and its invitation
 * becomes a request when the platform makes that company a reseller. Whose the address is otherwise makes no
 * difference to the answer, so that nobody is found out by it. Counts among the twenty requests a company and day.
 * Source: services manual, "Sending a connection request", step 4; PRODUCT J6.
 */
export async function inviteReseller(
  given: CompanyContext,
  input: InviteResellerInput,
): Promise<Outcome<InviteReceipt, AskRefusal>> {
  requirePermission(given, "reseller:connect");
  await takePoint("requestByCompany", given.companyId);
  return inTransaction(given, async (tx, ctx) => {
    await lockRequestAddress(tx, input.email);
    await holdDealer(tx, ctx.companyId);
    const reseller = await findResellerByAddress(tx, ctx.companyId, input.email);
    if (reseller) return askReseller(tx, ctx, { reseller, message: input.message });

    const enrolled = await requireDealer(tx, ctx);
    if (!enrolled.ok) return enrolled;
    const own = await loadCompany(tx, ctx.companyId);
    if (own.email.toLowerCase() === input.email) return refuse("SELF_REQUEST");

    const unclosed = await findUnclosedInvitation(tx, { companyId: ctx.companyId, email: input.email }, "LOCK");
    const allowed = mayInvite(unclosed, ctx.now);
    if (!allowed.ok) return allowed;
    if (unclosed) await expireInvitation(tx, { ...unclosed, dealerName: ctx.companyName, dealerSlug: ctx.companySlug });
    return succeed({ invitationId: await invite(tx, ctx, input) });
  });
}

async function invite(
  tx: Transaction,
  ctx: CompanyContext,
  { email, message, locale }: InviteResellerInput,
): Promise<string> {
  const expiresAt = invitationExpiry(ctx.now);
  const id = await insertResellerInvitation(tx, {
    companyId: ctx.companyId,
    email,
    message,
    sentById: ctx.account.id,
    sentAt: ctx.now,
    expiresAt,
  });
  await recordAudit(tx, ctx, {
    action: "connection.invited",
    subjectId: id,
    subjectVersion: 1,
    before: null,
    after: { email, message },
  });
  await postMail(tx, {
    template: "reseller-invited",
    to: email,
    locale,
    data: {
      dealer: ctx.companyName,
      person: ctx.account.name,
      email,
      untilAt: expiresAt.toString(),
      zone: ctx.timeZone,
      linkPath: "/account/companies",
    },
    companyId: ctx.companyId,
    at: toDate(ctx.now),
  });
  return id;
}
