import { toDate, toInstant } from "@/lib/clock";
import type { EmployeeRole } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/**
 * An activation that waits: for its day, or where `startsAt` is null, for its hub to come online. `at` is when it was
 * planned; both are by the company's clock.
 */
export type PlannedStart = {
  id: string;
  hubKey: string;
  resellerName: string;
  byId: string;
  byName: string;
  at: Date;
  startsAt: Date | null;
  version: number;
};

/** Finds what is planned for a hub; null where nothing is. */
export async function findPlannedStart(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
): Promise<PlannedStart | null> {
  const rows = await tx.$queryRaw<PlannedStart[]>`
    select m.id, m.hub_id as "hubKey", rc.name as "resellerName", m.created_by_id as "byId",
      m.created_by_name as "byName", m.created_at as at, m.effective_at as "startsAt", m.version
    from scheduled_change m join reseller r on r.id = m.reseller_id join company rc on rc.id = r.company_id
    where m.hub_id = ${hubKey}::uuid and m.company_id = ${companyId}::uuid and m.kind = 'START' and m.status = 'PLANNED'`;
  return rows[0] ?? null;
}

export type NewStart = {
  hubKey: string;
  offerCode: string;
  resellerId: string;
  connectionId: string;
  /** The zone whose month it would be, IANA name. */
  zone: string;
  by: { id: string; name: string };
  at: Date;
  /** Null: when the hub comes online. */
  startsAt: Temporal.Instant | null;
};

/** Plans a start. Null: there is no such offer. The caller holds the hub. */
export async function insertStart(tx: Transaction, companyId: CompanyId, start: NewStart): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into scheduled_change (id, company_id, hub_id, kind, reseller_id, connection_id, offer_id, is_approved, zone,
      effective_at, created_by_id, created_by_name, created_at)
    select gen_random_uuid(), ${companyId}::uuid, ${start.hubKey}::uuid, 'START', ${start.resellerId}::uuid,
      ${start.connectionId}::uuid, o.id, true, ${start.zone}, ${start.startsAt && toDate(start.startsAt)}::timestamptz, ${start.by.id}::uuid, ${start.by.name}, ${start.at}
    from package_offer o where o.code = ${start.offerCode} returning id`;
  return rows[0]?.id ?? null;
}

/** Whether the day of a start `m` has come, or its hub `h` is online; by the company's clock `k`, `now` being real time. */
function isDue(now: Date): Prisma.Sql {
  const its = Prisma.sql`${now}::timestamptz + coalesce(k.offset_ms, 0) * interval '1 millisecond'`;
  return Prisma.sql`case when m.effective_at is null then h.is_online else m.effective_at <= ${its} end`;
}

/** Lists the starts whose day has come, and those whose hubs are online now, the oldest first. */
export async function listDueStarts(tx: Transaction, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id from scheduled_change m join hub h on h.id = m.hub_id join company c on c.id = m.company_id
    left join simulation_clock k on k.id = c.clock_id
    where m.status = 'PLANNED' and m.kind = 'START' and ${isDue(now)} and h.released_at is null and c.deleted_at is null
    order by m.created_at, m.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Lists the instants after `from` and up to `until` at which something is planned to start by a clock, in order. */
export async function listStartInstants(
  tx: Transaction,
  clockId: string,
  { from, until }: { from: Date; until: Date },
): Promise<Temporal.Instant[]> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    select distinct m.effective_at as at from scheduled_change m join company c on c.id = m.company_id
    where m.status = 'PLANNED' and m.kind = 'START' and c.clock_id = ${clockId}::uuid
      and m.effective_at > ${from} and m.effective_at <= ${until} order by 1`;
  return rows.map(({ at }) => toInstant(at));
}

/** A start that is due, under lock, with all it takes to act for who planned it. */
export type DueStart = {
  id: string;
  version: number;
  companyId: string;
  companySlug: string;
  companyName: string;
  companyZone: string;
  clockId: string | null;
  offsetMs: bigint;
  hubKey: string;
  hubId: string;
  hubName: string;
  hubVersion: number;
  objectId: string;
  objectName: string;
  offerCode: string;
  resellerId: string;
  resellerName: string;
  plannedByName: string;
  /** Who planned it, or has taken the plan over from somebody who left. */
  byId: string;
  byName: string;
  byEmail: string;
  byZone: string | null;
  /** What that person may do in the company now; both null for somebody who works there no more. */
  byRole: EmployeeRole | null;
  byEmployeeId: string | null;
  /** Whether installers of the company reach assigned objects only, and whether this one is that person's. */
  isAssignedOnly: boolean;
  isAssigned: boolean;
};

/**
 * Locks a start with its company, connections and hub, parents first, and reads it. Null for one that is not due any
 * more: somebody took it back, another worker was faster, or the hub has gone again. `now` is real time.
 */
export async function lockDueStart(tx: Transaction, id: string, now: Date): Promise<DueStart | null> {
  const places = await tx.$queryRaw<{ companyId: string; hubKey: string }[]>`
    select company_id as "companyId", hub_id as "hubKey" from scheduled_change where id = ${id}::uuid`;
  const place = places[0];
  if (!place) return null;
  await tx.$queryRaw`select 1 as held from company where id = ${place.companyId}::uuid for share`;
  await tx.$queryRaw`
    select 1 as held from reseller_connection where company_id = ${place.companyId}::uuid order by id for share`;
  await tx.$queryRaw`select 1 as held from hub where id = ${place.hubKey}::uuid for update`;
  const held = await tx.$queryRaw<unknown[]>`
    select 1 as held from scheduled_change where id = ${id}::uuid and status = 'PLANNED' for update`;
  return held.length === 0 ? null : readDueStart(tx, id, now);
}

async function readDueStart(tx: Transaction, id: string, now: Date): Promise<DueStart | null> {
  const rows = await tx.$queryRaw<DueStart[]>`
    with recursive keeper (account_id, since) as (
      select created_by_id, created_at from scheduled_change where id = ${id}::uuid
      union all
      select n.to_id, n.at from keeper k cross join lateral (
        select h.to_id, h.at from handover h join scheduled_change m on m.company_id = h.company_id
        where m.id = ${id}::uuid and h.from_id = k.account_id and h.at > k.since order by h.at limit 1) n
    )
    select m.id, m.version, c.id as "companyId", c.slug as "companySlug", c.name as "companyName",
      c.time_zone as "companyZone", c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs", h.id as "hubKey",
      h.hub_id as "hubId", h.name as "hubName", h.version as "hubVersion", o.id as "objectId", o.name as "objectName",
      f.code as "offerCode", m.reseller_id as "resellerId", rc.name as "resellerName",
      m.created_by_name as "plannedByName", a.id as "byId", a.name as "byName", a.email::text as "byEmail",
      a.time_zone as "byZone", e.role::text as "byRole", e.id as "byEmployeeId",
      c.is_assigned_only as "isAssignedOnly", coalesce(o.assigned_to_id = e.id, false) as "isAssigned"
    from scheduled_change m join company c on c.id = m.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    join hub h on h.id = m.hub_id and h.released_at is null
    join hub_access x on x.company_id = m.company_id and x.hub_id = h.id
    join secured_object o on o.id = x.object_id join package_offer f on f.id = m.offer_id
    join reseller r on r.id = m.reseller_id join company rc on rc.id = r.company_id
    join pro_account a on a.id = (select account_id from keeper order by since desc limit 1)
    left join employee e on e.company_id = m.company_id and e.account_id = a.id and e.state = 'ACTIVE'
    where m.id = ${id}::uuid and ${isDue(now)}`;
  return rows[0] ?? null;
}

/** How a start ended: with the run it made, or with the refusal it met. */
export type StartEnd = { at: Date } & ({ resultId: string } | { refusal: string });

/** Closes a start that the caller holds. */
export async function closeStart(tx: Transaction, id: string, end: StartEnd): Promise<void> {
  const outcome = "resultId" in end ? { status: "DONE" as const, resultId: end.resultId } : refusedBy(end.refusal);
  await tx.scheduledChange.update({
    where: { id },
    data: { ...outcome, closedAt: end.at, version: { increment: 1 } },
    select: { id: true },
  });
}

function refusedBy(refusal: string) {
  return { status: "REFUSED" as const, refusal };
}

/** Cancels everything that a company has planned to start, or what it has on one hub. */
export async function cancelStarts(
  tx: Transaction,
  companyId: string,
  { accountId, at, hubKey }: { accountId: string; at: Date; hubKey?: string },
): Promise<void> {
  await tx.scheduledChange.updateMany({
    where: { companyId, ...(hubKey ? { hubId: hubKey } : {}), kind: "START", status: "PLANNED" },
    data: { status: "CANCELED", closedById: accountId, closedAt: at, version: { increment: 1 } },
  });
}
