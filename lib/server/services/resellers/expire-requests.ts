import { realNow, toDate } from "@/lib/clock";
import { REMINDED_AFTER_DAYS } from "@/lib/domain/connection-request";
import { recordJobAudits } from "@/lib/server/audit";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import type { ConnectionRequest } from "@/lib/server/store/connection-requests";
import { takeExpiredRequests } from "@/lib/server/store/waiting-requests";
import { requestGroup, settleRequests, type Told, tellOffices } from "./tell";

const batch = 100;
const remindedDays = Math.max(...REMINDED_AFTER_DAYS);

/**
 * Closes requests that nobody answered within 90 days by their companies' clock, as of that instant, and tells both
 * sides. Returns how many. They read as expired before it ran; running late or twice changes nothing.
 */
export async function expireRequests(): Promise<number> {
  const now = toDate(realNow());
  let closed = 0;
  for (;;) {
    const taken = await inSystemTransaction(async (tx) => {
      const requests = await takeExpiredRequests(tx, { at: now, remindedDays, limit: batch });
      await tellOfExpiry(tx, requests);
      return requests.length;
    });
    closed += taken;
    if (taken < batch) return closed;
  }
}

/** Closes one request whose 90 days are over, before a new one takes its place, in the caller's transaction. */
export async function expireRequest(tx: Transaction, request: ConnectionRequest): Promise<void> {
  const { count } = await tx.connectionRequest.updateMany({
    where: { id: request.id, status: "PENDING" },
    data: { status: "EXPIRED", closedAt: toDate(request.state.expiresAt), version: { increment: 1 } },
  });
  if (count > 0) await tellOfExpiry(tx, [request]);
}

async function tellOfExpiry(tx: Transaction, requests: readonly ConnectionRequest[]): Promise<void> {
  if (requests.length === 0) return;
  await recordJobAudits(
    tx,
    requests.map(({ id, version, dealerCompanyId, resellerCompanyId, state }) => ({
      companyId: dealerCompanyId,
      counterpartId: resellerCompanyId,
      actorName: "requests",
      action: "connection.expired" as const,
      subjectId: id,
      subjectVersion: version + 1,
      before: { status: "PENDING" },
      after: { status: "EXPIRED" },
      at: state.expiresAt,
    })),
  );
  await settleRequests(
    tx,
    requests.map(({ id }) => id),
  );
  await tellOffices(tx, requests.flatMap(newsOf));
}

/** Both sides hear that nobody answered. */
function newsOf(request: ConnectionRequest): Told[] {
  const { id, dealerName: dealer, resellerName: reseller, dealerCompanyId, resellerCompanyId } = request;
  const sides = [
    { companyId: dealerCompanyId, linkPath: `/c/${request.dealerSlug}/services/resellers/${id}` },
    { companyId: resellerCompanyId, linkPath: `/r/${request.resellerSlug}/requests/${id}` },
  ];
  return sides.map(({ companyId, linkPath }) => ({
    teller: { now: request.state.expiresAt, account: null },
    news: {
      companyId,
      template: "request-expired",
      data: { dealer, reseller, linkPath },
      kind: "request.expired",
      href: linkPath,
      groupKey: requestGroup(id),
    },
  }));
}
