import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { EventCause, PackageEventKind } from "../feed/kinds";
import { reachesObject } from "./reach";

/** A fact about one hub's package with the names people know it by. `at` is by the dealer's clock. */
export type HubEvent = {
  id: string;
  kind: PackageEventKind;
  /** Null where one act changed one hub. */
  cause: EventCause | null;
  at: Date;
  dealerId: string;
  resellerCompanyId: string;
  hubKey: string;
  hubId: string;
  hubName: string;
  objectId: string;
  objectName: string;
  /**
   * Who did it; of an activation that failed, who activated. Null where a job or nobody known did, and where that person
   * does not reach the hub any longer.
   */
  actorId: string | null;
  actorName: string | null;
  /** ISO text, where the fact sets an end. */
  endsAt: string | null;
  billingZone: string;
  /** The month rollover that ended it, in whoever's name. */
  runId: string | null;
};

/** Reads what facts of the outbox are about, in the order they happened. Those of hubs that are gone are left out. */
export async function describeEvents(tx: Transaction, eventIds: readonly string[]): Promise<HubEvent[]> {
  return tx.$queryRaw<HubEvent[]>`
    select o.id, o.kind, o.payload->>'cause' as cause, o.at, o.company_id as "dealerId", r.company_id as "resellerCompanyId",
      h.id as "hubKey", h.hub_id as "hubId", h.name as "hubName", x.id as "objectId", x.name as "objectName",
      case when ${reachesObject(Prisma.sql`a.actor_id`)} then a.actor_id end as "actorId", a.actor_name as "actorName",
      o.payload->>'expiresAt' as "endsAt", p.billing_zone as "billingZone", e.run_id as "runId"
    from outbox o
    join hub_package p on p.id = o.subject_id join reseller r on r.id = p.reseller_id
    join hub h on h.id = p.hub_id join hub_access w on w.company_id = p.company_id and w.hub_id = h.id
    join secured_object x on x.id = w.object_id
    left join rollover_entry e on e.hub_package_id = p.id and e.outcome = 'ENDED'
    left join lateral (
      select actor_id, actor_name from audit_entry
      where subject_id = o.subject_id and actor_kind = 'PERSON' and o.kind <> 'package.expired'
        and action = case o.kind when 'package.activation_failed' then 'package.activated' else o.kind end
        and subject_version <= split_part(o.dedupe_key, ':', 2)::int
      order by subject_version desc limit 1
    ) a on true
    where o.id = any(${[...eventIds]}::uuid[])
    order by o.turn, o.seq`;
}

/** A company as those who write to it need it. `offsetMs` is that of its clock. */
export type OfficeCompany = { id: string; slug: string; name: string; timeZone: string; offsetMs: bigint };

/** Reads companies that are not deleted. */
export async function listOfficeCompanies(tx: Transaction, companyIds: readonly string[]): Promise<OfficeCompany[]> {
  return tx.$queryRaw<OfficeCompany[]>`
    select c.id, c.slug, c.name, c.time_zone as "timeZone", coalesce(k.offset_ms, 0) as "offsetMs"
    from company c left join simulation_clock k on k.id = c.clock_id
    where c.id = any(${[...new Set(companyIds)]}::uuid[]) and c.deleted_at is null`;
}

/** A person who gets a company's mail. */
export type OfficeReader = { accountId: string; companyId: string; email: string; locale: string | null };

/** Reads the owners and managers of companies, and of `alsoAccountIds` those who work there now. */
export async function listOfficeReaders(
  tx: Transaction,
  companyIds: readonly string[],
  alsoAccountIds: readonly string[] = [],
): Promise<OfficeReader[]> {
  return tx.$queryRaw<OfficeReader[]>`
    select a.id as "accountId", e.company_id as "companyId", a.email::text as email, a.locale
    from employee e join pro_account a on a.id = e.account_id and a.deleted_at is null and a.disabled_at is null
    where e.company_id = any(${[...new Set(companyIds)]}::uuid[]) and e.state = 'ACTIVE'
      and (e.role <> 'INSTALLER' or a.id = any(${[...alsoAccountIds]}::uuid[]))
    order by a.email`;
}

/** Deletes at most so many updates of hubs that were recorded before an instant of real time. Returns how many. */
export async function deleteUpdates(tx: Transaction, recordedBefore: Date, most: number): Promise<number> {
  return tx.$executeRaw`
    delete from outbox where id in (
      select id from outbox where kind = 'hub.update' and recorded_at < ${recordedBefore}::timestamptz
      order by recorded_at limit ${most} for update skip locked
    )`;
}
