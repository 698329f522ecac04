import type { EndCause } from "@/lib/domain/package-lifecycle";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { willEnd } from "./package-reading";

/** What is decided and still to come: an end of services, a move to another reseller, a start. */
export type UpcomingKind = "END" | "MOVE" | "START";

/** One hub's change that is still to come, with who set it. `setAt` is null only in rows older than the column. */
export type UpcomingRow = {
  id: string;
  kind: UpcomingKind;
  /** Null for a start when the hub first comes online. */
  at: Date | null;
  zone: string;
  endCause: EndCause | null;
  setAt: Date | null;
  setBy: string | null;
  reason: string | null;
  hubId: string;
  hubName: string;
  objectId: string;
  objectName: string;
  /** Who pays until then; null where nothing runs. */
  payerName: string | null;
  /** Of a move or a start: who pays from then on, whether it was agreed, and whether that connection is open. */
  takerName: string | null;
  isApproved: boolean;
  isTakerOpen: boolean;
  /** The connection behind an end that came from it. */
  connectionId: string | null;
  installerName: string | null;
};

export type UpcomingRequest = {
  now: Date;
  /** The end of the page before, or for BACKWARD the beginning of the one after. */
  cursor: { at: Date; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/** Something far ahead of every instant there is, for what has none: it comes last. */
const never = Prisma.sql`'9999-12-31T00:00:00Z'::timestamptz`;

/** Lists what is still to come, the next change first, by keyset. */
export async function listUpcoming(
  tx: Transaction,
  companyId: CompanyId,
  { now, cursor, direction, limit }: UpcomingRequest,
): Promise<UpcomingRow[]> {
  const isForward = direction === "FORWARD";
  const order = isForward ? Prisma.sql`at, id` : Prisma.sql`at desc, id desc`;
  const beyond = isForward ? Prisma.sql`>` : Prisma.sql`<`;
  const place = (at: Prisma.Sql, id: Prisma.Sql) =>
    cursor ? Prisma.sql`and (${at}, ${id}) ${beyond} (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : Prisma.empty;
  const changeAt = Prisma.sql`coalesce(m.effective_at, ${never})`;
  const rows = await tx.$queryRaw<UpcomingRow[]>`
    with page as (
      (select p.id, 'END' as kind, p.expires_at as at, p.id as package_id, p.hub_id, null::uuid as change_id
        from hub_package p where p.company_id = ${companyId}::uuid and ${willEnd(now)}
        ${place(Prisma.sql`p.expires_at`, Prisma.sql`p.id`)} order by ${order} limit ${limit})
      union all
      (select m.id, m.kind::text, ${changeAt} as at, m.hub_package_id, m.hub_id, m.id
        from scheduled_change m where m.company_id = ${companyId}::uuid and m.status = 'PLANNED' and ${changeAt} > ${now}
        ${place(changeAt, Prisma.sql`m.id`)} order by ${order} limit ${limit})
      order by ${order} limit ${limit}
    )
    select page.id, page.kind, case when page.at < ${never} then page.at end as at,
      coalesce(m.zone, p.billing_zone) as zone, case page.kind when 'START' then null else p.end_cause::text end as "endCause",
      coalesce(m.created_at, p.deactivated_at, act.at) as "setAt", coalesce(m.created_by_name, act.actor_name) as "setBy",
      act.reason, h.hub_id as "hubId", h.name as "hubName", o.id as "objectId", o.name as "objectName",
      c.name as "payerName", tc.name as "takerName", coalesce(m.is_approved, false) as "isApproved",
      coalesce(t.state = 'OPEN', false) as "isTakerOpen", p.connection_id as "connectionId", i.name as "installerName"
    from page
    join hub h on h.id = page.hub_id
    join hub_access x on x.company_id = ${companyId}::uuid and x.hub_id = h.id
    join secured_object o on o.id = x.object_id
    left join hub_package p on p.id = page.package_id
    left join reseller r on r.id = p.reseller_id left join company c on c.id = r.company_id
    left join scheduled_change m on m.id = page.change_id
    left join reseller_connection t on t.id = m.connection_id
    left join reseller tr on tr.id = m.reseller_id left join company tc on tc.id = tr.company_id
    left join pro_account i on i.id = h.installed_by_id
    left join lateral (
      select e.actor_name, e.reason, e.at from audit_entry e
      where page.kind = 'END' and e.subject_id = p.id and e.action = 'package.expiry_scheduled'
      order by e.subject_version desc limit 1
    ) act on true
    order by page.at, page.id`;
  return rows;
}

export type UpcomingCounts = {
  /** Ends, and moves that will happen, up to the boundary asked about. */
  nextEnds: number;
  nextMoves: number;
  /** Everything on the list. */
  all: number;
};

/**
 * Counts what is still to come. A move counts at its boundary if it will happen: both sides agreed, the new reseller
 * still takes hubs over, and no end of the hub's own comes first. With the ends that is what the rollover will find due.
 */
export async function countUpcoming(
  tx: Transaction,
  companyId: CompanyId,
  { now, until }: { now: Date; until: Date },
): Promise<UpcomingCounts> {
  const rows = await tx.$queryRaw<[UpcomingCounts]>`
    select ends.next as "nextEnds", changes.next as "nextMoves", ends.n + changes.n as all
    from (
      select count(*) filter (where p.expires_at <= ${until})::int as next, count(*)::int as n
      from hub_package p where p.company_id = ${companyId}::uuid and ${willEnd(now)}
    ) ends, (
      select count(*)::int as n, count(*) filter (where m.kind = 'MOVE' and m.is_approved and m.effective_at <= ${until}
        and t.state = 'OPEN' and p.status <> 'INACTIVE' and p.end_cause is distinct from 'DEACTIVATED'
        and (p.confirmed_at is not null or p.confirm_by > m.effective_at))::int as next
      from scheduled_change m join reseller_connection t on t.id = m.connection_id
      left join hub_package p on p.id = m.hub_package_id
      where m.company_id = ${companyId}::uuid and m.status = 'PLANNED' and coalesce(m.effective_at, ${never}) > ${now}
    ) changes`;
  return rows[0];
}

/** A dealer's connection whose end is agreed on. */
export type UpcomingConnection = {
  connectionId: string;
  reseller: string;
  endMonth: string;
  endingCompanyId: string;
  liveHubs: number;
};

/** Lists them, the next end first. */
export async function listUpcomingConnections(tx: Transaction, companyId: CompanyId): Promise<UpcomingConnection[]> {
  return tx.$queryRaw<UpcomingConnection[]>`
    select n.id as "connectionId", c.name as reseller, n.end_month as "endMonth",
      n.ending_company_id as "endingCompanyId",
      (select count(*)::int from hub_package p where p.connection_id = n.id and p.status <> 'INACTIVE') as "liveHubs"
    from reseller_connection n join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
    where n.company_id = ${companyId}::uuid and n.state = 'ENDING' order by n.end_month, c.name`;
}

/** A request to take hubs over that is still to come, as its dealer sees it. */
export type UpcomingMove = {
  moveRequestId: string;
  reseller: string;
  isApproved: boolean;
  isTakerOpen: boolean;
  hubs: number;
  at: Date;
  zone: string;
};

/** Lists the requests with hubs that still wait, the next boundary first. */
export async function listUpcomingMoves(tx: Transaction, companyId: CompanyId, now: Date): Promise<UpcomingMove[]> {
  return tx.$queryRaw<UpcomingMove[]>`
    select q.id as "moveRequestId", c.name as reseller, q.status = 'APPROVED' as "isApproved",
      n.state = 'OPEN' as "isTakerOpen", hubs.n as hubs, q.expires_at as at, hubs.zone
    from move_request q join reseller r on r.id = q.reseller_id join company c on c.id = r.company_id
    join reseller_connection n on n.id = q.connection_id
    cross join lateral (
      select count(*)::int as n, min(m.zone) filter (where m.effective_at = q.expires_at) as zone
      from scheduled_change m where m.move_request_id = q.id and m.status = 'PLANNED') hubs
    where q.company_id = ${companyId}::uuid and q.status in ('PENDING', 'APPROVED') and q.expires_at > ${now}
      and hubs.n > 0
    order by q.expires_at, q.sent_at`;
}
