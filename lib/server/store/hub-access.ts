import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import { isOver } from "./package-reading";
import { withinReach } from "./reach";

/** A company that a hub can be shared with, or is. */
export type Partner = { companyId: string; slug: string; name: string };

/**
 * Holds another living company of the same clock against its deletion, by the last part of its portal address. Null
 * alike for unknown addresses and those of other clocks.
 */
export async function holdPartner(tx: Transaction, companyId: CompanyId, slug: string): Promise<Partner | null> {
  const rows = await tx.$queryRaw<Partner[]>`
    select c.id as "companyId", c.slug, c.name from company c
    where c.slug = ${slug} and c.id <> ${companyId}::uuid and c.deleted_at is null
      and c.clock_id is not distinct from (select own.clock_id from company own where own.id = ${companyId}::uuid)
    for share of c`;
  return rows[0] ?? null;
}

/** The second company of a hub, since when and by whose hand. */
export type HubShare = Partner & { sharedAt: Date; sharedByName: string };

/** Reads with whom a hub is shared now; null for one that is not. */
export async function findShare(tx: Transaction, hubKey: string): Promise<HubShare | null> {
  const rows = await tx.$queryRaw<HubShare[]>`
    select c.id as "companyId", c.slug, c.name, a.shared_at as "sharedAt", a.shared_by_name as "sharedByName"
    from hub_access a join company c on c.id = a.company_id
    where a.hub_id = ${hubKey}::uuid and a.kind = 'SHARED' and a.ended_at is null`;
  return rows[0] ?? null;
}

export type NewShare = { hubKey: string; partnerId: string; at: Date; byId: string; byName: string };

/** Shares a locked hub. A company that had it before gets it under the object it had it under. */
export async function insertShare(tx: Transaction, { hubKey, partnerId, at, byId, byName }: NewShare): Promise<void> {
  await tx.$executeRaw`
    insert into hub_access (company_id, hub_id, kind, shared_at, shared_by_id, shared_by_name)
    values (${partnerId}::uuid, ${hubKey}::uuid, 'SHARED', ${at}, ${byId}::uuid, ${byName})
    on conflict (company_id, hub_id) do update set ended_at = null, shared_at = excluded.shared_at,
      shared_by_id = excluded.shared_by_id, shared_by_name = excluded.shared_by_name`;
}

/** Ends the share of a locked hub. */
export async function closeShare(tx: Transaction, hubKey: string, partnerId: string, at: Date): Promise<void> {
  await tx.hubAccess.update({
    where: { companyId_hubId: { companyId: partnerId, hubId: hubKey } },
    data: { endedAt: at },
    select: { hubId: true },
  });
}

/** A hub that is shared with a company. `objectId` is null until that company has added it. */
export type SharedHub = {
  key: string;
  hubId: string;
  name: string;
  objectId: string | null;
  objectName: string | null;
};

/** Lists the hubs that others share with a company, those it has not added yet first. */
export async function listSharedHubs(tx: Transaction, companyId: CompanyId): Promise<SharedHub[]> {
  return tx.$queryRaw<SharedHub[]>`
    select h.id as key, h.hub_id as "hubId", h.name, o.id as "objectId", o.name as "objectName"
    from hub_access a join hub h on h.id = a.hub_id
    left join secured_object o on o.company_id = a.company_id and o.id = a.object_id
    where a.company_id = ${companyId}::uuid and a.kind = 'SHARED' and a.ended_at is null
      and (o.id is null or ${withinReach})
    order by o.id is not null, h.name, h.id`;
}

/** Finds the object under which a company has a hub that is shared with it, under lock; null if it is not shared with it. */
export async function lockShareWith(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
): Promise<{ objectId: string | null } | null> {
  const rows = await tx.$queryRaw<{ objectId: string | null }[]>`
    select object_id as "objectId" from hub_access
    where company_id = ${companyId}::uuid and hub_id = ${hubKey}::uuid and kind = 'SHARED' and ended_at is null
    for no key update`;
  return rows[0] ?? null;
}

/** Puts a shared hub under an object of the company it is shared with. */
export async function placeSharedHub(
  tx: Transaction,
  companyId: CompanyId,
  { hubKey, objectId }: { hubKey: string; objectId: string },
): Promise<void> {
  await tx.hubAccess.update({
    where: { companyId_hubId: { companyId, hubId: hubKey } },
    data: { objectId },
    select: { hubId: true },
  });
}

/** A run of another company on a hub. `name` is null unless a connection joins the two companies. */
export type OtherRun = { packageId: string; companyId: string; name: string | null };

/** Finds the package that another company runs on a hub at `now`; one whose end has come does not count. */
export async function findOtherRun(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  now: Date,
): Promise<OtherRun | null> {
  const rows = await tx.$queryRaw<OtherRun[]>`
    select p.id as "packageId", p.company_id as "companyId", case when exists (
        select from reseller_connection n join reseller r on r.id = n.reseller_id
        where n.state <> 'CLOSED' and (n.company_id, r.company_id) in ((p.company_id, ${companyId}::uuid),
          (${companyId}::uuid, p.company_id))) then c.name end as name
    from hub_package p join company c on c.id = p.company_id
    where p.hub_id = ${hubKey}::uuid and p.company_id <> ${companyId}::uuid and p.status <> 'INACTIVE'
      and not ${isOver(now)}`;
  return rows[0] ?? null;
}

/** `expiresAt` is null for a package whose SIM never reported in time. */
export type OthersDue = { packageId: string; expiresAt: Date | null; billingZone: string };

/** Finds another company's package on a hub that is over at `now` but still stored as running. */
export async function findOthersDue(
  tx: Transaction,
  companyId: CompanyId,
  hubKey: string,
  now: Date,
): Promise<OthersDue | null> {
  const rows = await tx.$queryRaw<OthersDue[]>`
    select p.id as "packageId", p.billing_zone as "billingZone",
      case when p.confirmed_at is not null or p.confirm_by > p.expires_at then p.expires_at end as "expiresAt"
    from hub_package p
    where p.hub_id = ${hubKey}::uuid and p.company_id <> ${companyId}::uuid and p.status <> 'INACTIVE' and ${isOver(now)}`;
  return rows[0] ?? null;
}

/** A share that ended with one of its two companies: `otherId` is the one that stays, `partnerId` the second one. */
export type EndedShare = { hubKey: string; hubId: string; otherId: string; partnerId: string };

/** Ends every share that a company gave or got, and returns them. */
export async function closeSharesOf(tx: Transaction, companyId: CompanyId, at: Date): Promise<EndedShare[]> {
  return tx.$queryRaw<EndedShare[]>`
    update hub_access a set ended_at = ${at} from hub h
    where a.kind = 'SHARED' and a.ended_at is null and h.id = a.hub_id and ${companyId}::uuid in (a.company_id, h.company_id)
    returning h.id as "hubKey", h.hub_id as "hubId", a.company_id as "partnerId",
      case a.company_id when ${companyId}::uuid then h.company_id else a.company_id end as "otherId"`;
}
