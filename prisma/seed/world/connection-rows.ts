import { toDate, toDateOrNull } from "@/lib/clock";
import { presentMonth } from "@/lib/domain/billing-terms";
import type { Prisma } from "@/prisma/generated/client";
import { type DemoConnection, type DemoRequest, demoCompanies, demoConnections, demoRequests } from "../companies";
import type { Random } from "../random";
import { beginOfHistory } from "./calendar";
import type { ResellerIds } from "./company-rows";
import { type Account, type CompanyIds, ownerOf } from "./people-rows";

/** How long a request waits for an answer. Source: PRODUCT 4.3. */
const requestHours = 90 * 24;
const hoursToApproval = 30;

type Parties = { accounts: Account[]; companyIds: CompanyIds; resellerIds: ResellerIds };

type ConnectionRows = {
  requests: Prisma.ConnectionRequestCreateManyInput[];
  connections: Prisma.ResellerConnectionCreateManyInput[];
  terms: Prisma.ConnectionTermsCreateManyInput[];
};

/**
 * Makes the connections, each open from the first instant of the oldest month in its dealer's zone, with the requests they
 * were approved by: so the first statement is that month's.
 */
export function connectionRows(random: Random, parties: Parties, now: Temporal.Instant): ConnectionRows {
  const made = demoConnections.map((connection) => {
    const openedAt = beginOfHistory(demoCompanies[connection.dealer].timeZone, now);
    return approved(random, parties, connection, openedAt);
  });
  return {
    requests: made.map(({ request }) => request),
    connections: made.map(({ connection }) => connection),
    terms: made.map(({ terms }) => terms),
  };
}

function approved(random: Random, parties: Parties, demo: DemoConnection, openedAt: Temporal.Instant) {
  const { companyIds, resellerIds, accounts } = parties;
  const sentAt = openedAt.subtract({ hours: hoursToApproval });
  const parts = { companyId: companyIds[demo.dealer], resellerId: resellerIds[demo.reseller] };
  const request = {
    ...parts,
    id: random.uuid(),
    status: "APPROVED" as const,
    sentById: ownerOf(accounts, demo.dealer).id,
    sentAt: toDate(sentAt),
    expiresAt: toDate(sentAt.add({ hours: requestHours })),
    decidedById: ownerOf(accounts, demo.reseller).id,
    decidedAt: toDate(openedAt),
  };
  const { dealerNumber, trialDays, dealerFeeMinor } = demo;
  const connection = {
    ...parts,
    id: random.uuid(),
    requestId: request.id,
    dealerNumber,
    openedAt: toDate(openedAt),
  };
  const terms = { connectionId: connection.id, fromMonth: presentMonth(openedAt), trialDays, dealerFeeMinor };
  return { request, connection, terms };
}

/** Makes the requests that led to no connection, counted back from the present instant `now`. */
export function requestRows(
  random: Random,
  parties: Parties,
  now: Temporal.Instant,
): Prisma.ConnectionRequestCreateManyInput[] {
  return demoRequests.map((demo) => {
    const { companyIds, resellerIds, accounts } = parties;
    const sentAt = now.subtract({ hours: demo.sentHoursAgo });
    const expiresAt = sentAt.add({ hours: requestHours });
    const isDecided = demo.status === "DECLINED";
    const closedAt = closingOf(demo, now, expiresAt);
    return {
      id: random.uuid(),
      companyId: companyIds[demo.dealer],
      resellerId: resellerIds[demo.reseller],
      status: demo.status,
      message: demo.message,
      sentById: ownerOf(accounts, demo.dealer).id,
      sentAt: toDate(sentAt),
      expiresAt: toDate(expiresAt),
      decidedById: isDecided ? ownerOf(accounts, demo.reseller).id : null,
      decidedAt: isDecided ? toDateOrNull(closedAt) : null,
      reason: demo.reason,
      closedAt: toDateOrNull(closedAt),
    };
  });
}

function closingOf(demo: DemoRequest, now: Temporal.Instant, expiresAt: Temporal.Instant): Temporal.Instant | null {
  if (demo.status === "PENDING") return null;
  return demo.closedHoursAgo === null ? expiresAt : now.subtract({ hours: demo.closedHoursAgo });
}
