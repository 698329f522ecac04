import type { EmployeeRole } from "@/lib/domain/roles";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** An activation that waits for its hub to come online. `at` is by the company's clock. */
export type PlannedStart = {
  id: string;
  hubKey: string;
  resellerName: string;
  byId: string;
  byName: string;
  at: Date;
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
      m.created_by_name as "byName", m.created_at as at, m.version
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
};

/** Plans a start for when the hub comes online. Null: there is no such offer. The caller holds the hub. */
export async function insertStart(tx: Transaction, companyId: CompanyId, start: NewStart): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into scheduled_change (id, company_id, hub_id, kind, reseller_id, connection_id, offer_id, is_approved, zone,
      created_by_id, created_by_name, created_at)
    select gen_random_uuid(), ${companyId}::uuid, ${start.hubKey}::uuid, 'START', ${start.resellerId}::uuid,
      ${start.connectionId}::uuid, o.id, true, ${start.zone}, ${start.by.id}::uuid, ${start.by.name}, ${start.at}
    from package_offer o where o.code = ${start.offerCode} returning id`;
  return rows[0]?.id ?? null;
}

/** Lists the starts whose hubs are online now, the oldest first. */
export async function listDueStarts(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select m.id from scheduled_change m join hub h on h.id = m.hub_id join company c on c.id = m.company_id
    where m.status = 'PLANNED' and m.kind = 'START' and h.is_online and h.released_at is null and c.deleted_at is null
    order by m.created_at, m.id limit ${limit}`;
  return rows.map(({ id }) => id);
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
  byId: string;
  byName: string;
  byEmail: string;
  byZone: string | null;
  byLocale: string | null;
  /** What that person may do in the company now; null for somebody who works there no more. */
  byRole: EmployeeRole | null;
};

/**
 * Locks a start with its company, connections and hub, parents first, and reads it. Null for one that is not due any
 * more: somebody took it back, another worker was faster, or the hub has gone again.
 */
export async function lockDueStart(tx: Transaction, id: string): Promise<DueStart | null> {
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
  return held.length === 0 ? null : readDueStart(tx, id);
}

async function readDueStart(tx: Transaction, id: string): Promise<DueStart | null> {
  const rows = await tx.$queryRaw<DueStart[]>`
    select m.id, m.version, c.id as "companyId", c.slug as "companySlug", c.name as "companyName",
      c.time_zone as "companyZone", c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs", h.id as "hubKey",
      h.hub_id as "hubId", h.name as "hubName", h.version as "hubVersion", o.id as "objectId", o.name as "objectName",
      f.code as "offerCode", m.reseller_id as "resellerId", rc.name as "resellerName", m.created_by_id as "byId",
      m.created_by_name as "byName", a.email::text as "byEmail", a.time_zone as "byZone", a.locale as "byLocale",
      e.role::text as "byRole"
    from scheduled_change m join company c on c.id = m.company_id and c.deleted_at is null
    left join simulation_clock k on k.id = c.clock_id
    join hub h on h.id = m.hub_id and h.is_online and h.released_at is null
    join hub_access x on x.company_id = m.company_id and x.hub_id = h.id
    join secured_object o on o.id = x.object_id join package_offer f on f.id = m.offer_id
    join reseller r on r.id = m.reseller_id join company rc on rc.id = r.company_id
    join pro_account a on a.id = m.created_by_id
    left join employee e on e.company_id = m.company_id and e.account_id = m.created_by_id and e.state = 'ACTIVE'
    where m.id = ${id}::uuid`;
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
