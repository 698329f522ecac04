import { toInstant, toInstantOrNull } from "@/lib/clock";
import type { RequestStatus, StoredRequest } from "@/lib/domain/connection-request";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

type Row = {
  id: string;
  dealerCompanyId: string;
  dealerName: string;
  dealerSlug: string;
  resellerId: string;
  resellerCompanyId: string;
  resellerName: string;
  resellerSlug: string;
  status: RequestStatus;
  message: string | null;
  reason: string | null;
  sentAt: Date;
  sentById: string;
  expiresAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  remindedAt: Date | null;
  reopenedAt: Date | null;
  isConnected: boolean;
  version: number;
};

/** A request with both its companies. Either of them may read it. */
export type ConnectionRequest = Omit<Row, keyof StoredRequest> & { state: StoredRequest };

/** A request is read by the dealer's or by the reseller's company; a stranger finds nothing. */
export type RequestSide = "DEALER" | "RESELLER";

function toRequest(row: Row): ConnectionRequest {
  const { status, sentAt, expiresAt, decidedAt, decidedBy, remindedAt, reopenedAt, isConnected, ...rest } = row;
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
      isConnected,
    },
  };
}

type Wanted = { companyId: CompanyId; side: RequestSide; requestId?: string; resellerId?: string; limit?: number };

/** Reads requests of one company on one side, newest first. */
export async function listRequests(tx: Transaction, wanted: Wanted): Promise<ConnectionRequest[]> {
  const { companyId, side, requestId = null, resellerId = null, limit = 200 } = wanted;
  const rows = await tx.$queryRaw<Row[]>`
    select q.id, dc.id as "dealerCompanyId", dc.name as "dealerName", dc.slug as "dealerSlug", r.id as "resellerId",
      rc.id as "resellerCompanyId", rc.name as "resellerName", rc.slug as "resellerSlug", q.status::text as status,
      q.message, q.reason, q.sent_at as "sentAt", q.sent_by_id as "sentById", q.expires_at as "expiresAt",
      coalesce(q.decided_at, case when q.status <> 'PENDING' then q.closed_at end) as "decidedAt", a.name as "decidedBy",
      q.reminded_at as "remindedAt", q.reopened_at as "reopenedAt", q.version,
      coalesce(n.state <> 'CLOSED', false) as "isConnected"
    from connection_request q
    join company dc on dc.id = q.company_id
    join reseller r on r.id = q.reseller_id
    join company rc on rc.id = r.company_id
    left join pro_account a on a.id = q.decided_by_id
    left join reseller_connection n on n.request_id = q.id
    where case when ${side} = 'DEALER' then q.company_id else r.company_id end = ${companyId}::uuid
      and (${requestId}::text is null or q.id::text = ${requestId})
      and (${resellerId}::uuid is null or q.reseller_id = ${resellerId}::uuid)
    order by q.sent_at desc, q.id desc limit ${limit}`;
  return rows.map(toRequest);
}

/** Locks a request, after its two companies have been held. Returns whether it is there. */
export async function lockRequest(tx: Transaction, requestId: string): Promise<void> {
  await tx.$queryRaw`select id from connection_request where id::text = ${requestId} for update`;
}

/** Holds the pair of dealer and reseller, so that two requests at once meet in one order. */
export async function holdReseller(
  tx: Transaction,
  companyId: CompanyId,
  resellerId: string,
): Promise<ResellerRow | null> {
  await tx.$queryRaw`select 1 as held from company where id = ${companyId}::uuid for no key update`;
  return findReseller(tx, companyId, resellerId);
}

export type ResellerRow = {
  resellerId: string;
  companyId: string;
  name: string;
  slug: string;
  country: string;
  countries: string[];
  email: string;
  phone: string | null;
  takesRequests: boolean;
};

/** Reads a reseller that lives by the same clock as the asking company. Null for all others. */
export async function findReseller(
  tx: Transaction,
  companyId: CompanyId,
  resellerId: string,
): Promise<ResellerRow | null> {
  const rows = await listResellers(tx, companyId, { country: null, search: "" });
  return rows.find((row) => row.resellerId === resellerId) ?? null;
}

/** Lists resellers by name: of one country (or all), whose name holds `search`. Only the asking company's sandbox. */
export async function listResellers(
  tx: Transaction,
  companyId: CompanyId,
  { country, search }: { country: string | null; search: string },
): Promise<ResellerRow[]> {
  const like = `%${search.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
  return tx.$queryRaw<ResellerRow[]>`
    select r.id as "resellerId", c.id as "companyId", c.name, c.slug, c.country, r.countries, r.request_email as email,
      c.phone, r.takes_requests as "takesRequests"
    from reseller r
    join company c on c.id = r.company_id and c.deleted_at is null
    join company own on own.id = ${companyId}::uuid and own.clock_id is not distinct from c.clock_id
    where (${country}::text is null or ${country} = any(r.countries)) and lower(c.name) like ${like}
    order by c.name, r.id limit 100`;
}

/** Reads who of a company's office gets a mail: owner and managers who work there now. */
export async function listOffice(
  tx: Transaction,
  companyId: string,
): Promise<{ accountId: string; email: string; locale: string | null }[]> {
  return tx.$queryRaw`
    select a.id as "accountId", a.email::text as email, a.locale from employee e
    join pro_account a on a.id = e.account_id
    where e.company_id = ${companyId}::uuid and e.state = 'ACTIVE' and e.role <> 'INSTALLER' order by a.email`;
}
