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
  listOwners,
  lockWaitingRequests,
  revokeInvitations,
  type Tie,
} from "@/lib/server/store/company-ending";

const reason = "Company deleted";

/**
 * Ends everything that ties a deleted company to others: connections, waiting requests, invitations and employments.
 * Employees, invited people and the owners of the companies on the other side get a mail, their offices a bell. Source: PRODUCT J14.
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
  await tx.countryInterest.deleteMany({ where: { companyId: company.id } });

  const invited = await revokeInvitations(tx, ctx.companyId, at);
  const employees = await endEmployments(tx, ctx.companyId, at);
  const counterparts = [...new Map([...ties, ...requests].map((each) => [each.counterpartId, each])).values()];
  for (const counterpart of counterparts) await ring(tx, company, { counterpart, at });
  const others = await listOwners(
    tx,
    counterparts.map(({ counterpartId }) => counterpartId),
  );
  await tell(tx, company, { invited, concerned: [...employees, ...others], at });
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

type Told = { invited: Addressee[]; concerned: Addressee[]; at: Date };

async function tell(tx: Transaction, { id, name }: CompanyRow, { invited, concerned, at }: Told): Promise<void> {
  const mail = { data: { company: name }, companyId: id, at };
  for (const { email, locale, accountId } of invited) {
    const to = { to: email, locale, ...(accountId ? { accountId } : {}) };
    await postMail(tx, { template: "invitation-revoked", ...to, ...mail });
  }
  const byEmail = new Map(concerned.map((person) => [person.email, person]));
  for (const { email, locale, accountId } of byEmail.values()) {
    const to = { to: email, locale, ...(accountId ? { accountId } : {}) };
    await postMail(tx, { template: "company-deleted", ...to, ...mail });
  }
}
