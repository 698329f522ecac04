import { toDate } from "@/lib/clock";
import { recordAudit } from "@/lib/server/audit";
import { ringOffice } from "@/lib/server/bell";
import type { CompanyContext, Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import type { CompanyRow } from "@/lib/server/store/companies";
import {
  type Addressee,
  type Counterpart,
  closeConnections,
  closeRequest,
  endEmployments,
  listOffices,
  lockWaitingRequests,
  revokeInvitations,
  type Tie,
  withdrawResellerInvitations,
} from "@/lib/server/store/company-ending";
import { closeSharesOf } from "@/lib/server/store/hub-access";
import { cancelStarts } from "@/lib/server/store/planned-starts";

const reason = "Company deleted";

/**
 * Ends everything that ties a deleted company to others: connections, waiting requests, invitations and employments; what
 * it had planned does not happen.
 * Employees, invited people and the offices of the companies on the other side get a mail, the latter a bell too.
 * Source: PRODUCT J14, J17.
 */
export async function endCompanyTies(
  tx: Transaction,
  ctx: CompanyContext,
  company: CompanyRow,
  ties: readonly Tie[],
): Promise<void> {
  const at = toDate(ctx.now);
  await closeConnections(tx, ties, at);
  for (const { connectionId, version, counterpartId } of ties) {
    const subject = { subjectId: connectionId, subjectVersion: version + 1, counterpartId };
    await recordAudit(tx, ctx, { action: "connection.ended", ...subject, before: null, after: null, reason });
  }
  const requests = await lockWaitingRequests(tx, ctx.companyId);
  for (const request of requests) {
    await closeRequest(tx, request, { at, reason });
    const subject = {
      subjectId: request.id,
      subjectVersion: request.version + 1,
      counterpartId: request.counterpartId,
    };
    const action = request.isReseller ? "connection.withdrawn" : "connection.declined";
    await recordAudit(tx, ctx, { action, ...subject, before: null, after: null, reason });
  }
  for (const { hubKey, hubId, otherId, partnerId } of await closeSharesOf(tx, ctx.companyId, at)) {
    await cancelStarts(tx, partnerId, { accountId: ctx.account.id, at, hubKey });
    const share = { subjectId: hubKey, subjectVersion: 1, hubKey, counterpartId: otherId };
    await recordAudit(tx, ctx, { action: "hub.share_ended", ...share, before: { hubId }, after: null, reason });
  }
  await tx.countryInterest.deleteMany({ where: { companyId: company.id } });
  await cancelStarts(tx, ctx.companyId, { accountId: ctx.account.id, at });

  for (const { email, locale } of await withdrawResellerInvitations(tx, ctx.companyId, at)) {
    const data = { dealer: company.name };
    await postMail(tx, {
      template: "reseller-invitation-withdrawn",
      to: email,
      locale,
      data,
      companyId: company.id,
      at,
    });
  }
  const invited = await revokeInvitations(tx, ctx.companyId, at);
  const employees = await endEmployments(tx, ctx.companyId, at);
  const counterparts = [...new Map([...ties, ...requests].map((each) => [each.counterpartId, each])).values()];
  for (const counterpart of counterparts) await ring(tx, company, { counterpart, at });
  const others = await listOffices(
    tx,
    counterparts.map(({ counterpartId }) => counterpartId),
  );
  await tell(
    tx,
    company,
    { "invitation-revoked": invited, "employer-deleted": employees, "company-deleted": others },
    at,
  );
}

/** Rings for the office on the other side, in its part of the portal. */
async function ring(
  tx: Transaction,
  { id, name }: CompanyRow,
  { counterpart, at }: { counterpart: Counterpart; at: Date },
): Promise<void> {
  const { counterpartId: companyId, counterpartSlug: slug, isReseller } = counterpart;
  const href = isReseller ? `/r/${slug}` : `/c/${slug}/services/resellers`;
  const notice = { kind: "company.deleted" as const, data: { company: name }, href, groupKey: `company:${id}`, at };
  await ringOffice(tx, { companyId, exceptAccountId: null }, notice);
}

type Told = Record<"invitation-revoked" | "employer-deleted" | "company-deleted", Addressee[]>;

async function tell(tx: Transaction, { id, name }: CompanyRow, told: Told, at: Date): Promise<void> {
  for (const [template, people] of Object.entries(told) as [keyof Told, Addressee[]][]) {
    for (const { email, locale, accountId } of people) {
      const to = { to: email, locale, ...(accountId ? { accountId } : {}) };
      await postMail(tx, { template, ...to, data: { company: name }, companyId: id, at });
    }
  }
}
