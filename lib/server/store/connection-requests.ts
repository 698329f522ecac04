import { toInstant, toInstantOrNull } from "@/lib/clock";
import type { RequestStatus, StoredRequest } from "@/lib/domain/connection-request";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

export type RequestRow = {
  id: string;
  dealerCompanyId: string;
  dealerName: string;
  dealerSlug: string;
  dealerCountry: string;
  resellerId: string;
  resellerCompanyId: string;
  resellerName: string;
  resellerSlug: string;
  resellerZone: string;
  status: RequestStatus;
  message: string | null;
  reason: string | null;
  sentAt: Date;
  sentById: string;
  sentBy: string;
  expiresAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  remindedAt: Date | null;
  reopenedAt: Date | null;
  /** Of the connection it led to; null where it led to none. */
  connectionId: string | null;
  connectionState: "OPEN" | "ENDING" | "CLOSED" | null;
  endMonth: string | null;
  version: number;
};

/** A request with both its companies. Either of them may read it. */
export type ConnectionRequest = Omit<RequestRow, keyof StoredRequest> & { state: StoredRequest };

/** A request is read by the dealer's or by the reseller's company; a stranger finds nothing. */
export type RequestSide = "DEALER" | "RESELLER";

/** Reads a row of {@link requestColumns}. */
export function toRequest(row: RequestRow): ConnectionRequest {
  const { status, sentAt, expiresAt, decidedAt, decidedBy, remindedAt, reopenedAt, ...rest } = row;
  return {
    ...rest,
    state: {
      status,
      sentAt: toInstant(sentAt),
      expiresAt: toInstant(expiresAt),
      decidedAt: toInstantOrNull(decidedAt),
      decidedBy,
      remindedAt: toInstantOrNull(remindedAt),
      reopenedAt: toInstantOrNull(reopenedAt),
      isConnected: row.connectionState !== null && row.connectionState !== "CLOSED",
    },
  };
}

/** The columns of {@link RequestRow}, from a request `q` with {@link requestJoins}. */
export const requestColumns = Prisma.sql`
  q.id, dc.id as "dealerCompanyId", dc.name as "dealerName", dc.slug as "dealerSlug", dc.country as "dealerCountry",
  r.id as "resellerId", rc.id as "resellerCompanyId", rc.name as "resellerName", rc.slug as "resellerSlug",
  rc.time_zone as "resellerZone",
  q.status::text as status, q.message, q.reason, q.sent_at as "sentAt", q.sent_by_id as "sentById",
  coalesce(s.name, '–') as "sentBy", q.expires_at as "expiresAt",
  coalesce(q.decided_at, case when q.status <> 'PENDING' then q.closed_at end) as "decidedAt", a.name as "decidedBy",
  q.reminded_at as "remindedAt", q.reopened_at as "reopenedAt", n.id as "connectionId",
  n.state::text as "connectionState", n.end_month as "endMonth", q.version`;

export const requestJoins = Prisma.sql`
  join company dc on dc.id = q.company_id
  join reseller r on r.id = q.reseller_id
  join company rc on rc.id = r.company_id
  left join pro_account s on s.id = q.sent_by_id
  left join pro_account a on a.id = q.decided_by_id
  left join reseller_connection n on n.request_id = q.id`;

/** Narrows requests `q` to those of one company on one side. */
export function isOf(side: RequestSide, companyId: CompanyId): Prisma.Sql {
  return side === "DEALER"
    ? Prisma.sql`q.company_id = ${companyId}::uuid`
    : Prisma.sql`q.reseller_id = (select id from reseller where company_id = ${companyId}::uuid)`;
}

type Wanted = {
  companyId: CompanyId;
  side: RequestSide;
  requestId?: string;
  /** Narrows a dealer's requests to one reseller, or a reseller's to one dealer's company. */
  resellerId?: string;
  dealerCompanyId?: string;
  limit: number;
};

/** Reads requests of one company on one side, newest first. */
export async function listRequests(tx: Transaction, wanted: Wanted): Promise<ConnectionRequest[]> {
  const { companyId, side, requestId = null, resellerId = null, dealerCompanyId = null, limit } = wanted;
  const rows = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns} from connection_request q ${requestJoins}
    where ${isOf(side, companyId)}
      and (${requestId}::uuid is null or q.id = ${requestId}::uuid)
      and (${resellerId}::uuid is null or q.reseller_id = ${resellerId}::uuid)
      and (${dealerCompanyId}::uuid is null or q.company_id = ${dealerCompanyId}::uuid)
    order by q.sent_at desc, q.id desc limit ${limit}`;
  return rows.map(toRequest);
}

/** Reads a dealer's newest request to each reseller it ever asked, the newest of all first. */
export async function listNewestRequests(tx: Transaction, companyId: CompanyId): Promise<ConnectionRequest[]> {
  const rows = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns}
    from (
      select distinct on (reseller_id) * from connection_request
      where company_id = ${companyId}::uuid order by reseller_id, sent_at desc, id desc) q
    ${requestJoins} order by q.sent_at desc, q.id desc`;
  return rows.map(toRequest);
}

/** Locks a request, after its two companies have been held. */
export async function lockRequest(tx: Transaction, requestId: string): Promise<void> {
  await tx.$queryRaw`select id from connection_request where id = ${requestId}::uuid for update`;
}
