import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import {
  type ConnectionRequest,
  isOf,
  type RequestRow,
  requestColumns,
  requestJoins,
  toRequest,
} from "./connection-requests";

/** The last request of the page before; its time is when it was sent. */
export type InboxPlace = { at: Date; id: string };

export type InboxPage = { now: Date; after: InboxPlace | null; limit: number };

/** A request that waits at `now`: past its 90 days it does not, however late the job is. */
const waitsAt = (now: Date) => Prisma.sql`q.status = 'PENDING' and q.expires_at > ${now}`;

/** Reads the requests that wait for a reseller's decision, the oldest first. */
export async function listWaiting(
  tx: Transaction,
  companyId: CompanyId,
  { now, after, limit }: InboxPage,
): Promise<ConnectionRequest[]> {
  const rows = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns} from connection_request q ${requestJoins}
    where ${isOf("RESELLER", companyId)} and ${waitsAt(now)}
      ${after ? Prisma.sql`and (q.sent_at, q.id) > (${after.at}, ${after.id}::uuid)` : Prisma.empty}
    order by q.sent_at, q.id limit ${limit}`;
  return rows.map(toRequest);
}

/** Reads the requests that a reseller no longer has to decide, those sent last first. */
export async function listDecided(
  tx: Transaction,
  companyId: CompanyId,
  { now, after, limit }: InboxPage,
): Promise<ConnectionRequest[]> {
  const rows = await tx.$queryRaw<RequestRow[]>`
    select ${requestColumns} from connection_request q ${requestJoins}
    where ${isOf("RESELLER", companyId)} and not (${waitsAt(now)})
      ${after ? Prisma.sql`and (q.sent_at, q.id) < (${after.at}, ${after.id}::uuid)` : Prisma.empty}
    order by q.sent_at desc, q.id desc limit ${limit}`;
  return rows.map(toRequest);
}

/** Counts the requests that wait for a reseller's decision. */
export async function countWaiting(tx: Transaction, companyId: CompanyId, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from connection_request q where ${isOf("RESELLER", companyId)} and ${waitsAt(now)}`;
  return rows[0].n;
}

/** The company behind a request, as far as the reseller it asked may see it. */
export type AskingDealer = {
  name: string;
  kind: "INSTALLATION" | "MONITORING" | "MIXED";
  country: string;
  timeZone: string;
  address: string | null;
  registrationNumber: string | null;
  email: string;
  phone: string | null;
  ownerName: string;
  ownerEmail: string;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  expectedHubs: number | null;
  enrolledAt: Date | null;
};

/** Reads the dealer behind a request. The caller has proved that the reader is the reseller it asked. */
export async function loadAskingDealer(tx: Transaction, dealerCompanyId: string): Promise<AskingDealer> {
  const rows = await tx.$queryRaw<[AskingDealer]>`
    select c.name, c.kind::text as kind, c.country, c.time_zone as "timeZone", c.address,
      c.registration_number as "registrationNumber", c.email, c.phone, a.name as "ownerName",
      a.email::text as "ownerEmail", d.contact_name as "contactName", d.contact_email as "contactEmail",
      d.contact_phone as "contactPhone", d.expected_hubs as "expectedHubs", d.enrolled_at as "enrolledAt"
    from company c
    join employee e on e.company_id = c.id and e.role = 'OWNER'
    join pro_account a on a.id = e.account_id
    left join dealer_enrollment d on d.company_id = c.id
    where c.id = ${dealerCompanyId}::uuid`;
  return rows[0];
}
