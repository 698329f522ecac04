import type { AskRefusal } from "@/lib/domain/move-request";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { PackageColumns } from "./package-columns";

/** Which hubs are to move: some, by the numbers printed on them, or all that run on a connection. */
export type MoveChoice = { hubIds: readonly string[] } | { connectionId: string };

/** What is asked: of one company's hubs, to one reseller, at `now` by the company's clock. */
export type MoveWish = { companyId: CompanyId; choice: MoveChoice; resellerId: string | null; now: Date };

function isChosen(choice: MoveChoice): Prisma.Sql {
  return "hubIds" in choice
    ? Prisma.sql`h.hub_id = any(${[...choice.hubIds]}::text[])`
    : Prisma.sql`p.connection_id::text = ${choice.connectionId}`;
}

/**
 * Holds the live packages of the chosen hubs, so that none ends while its move is planned, and that of two wishes for one
 * hub the second one sees the first. What is read about them is read afterwards.
 */
export async function holdChosen(tx: Transaction, { companyId, choice }: MoveWish): Promise<void> {
  await tx.$executeRaw`
    select 1 from hub_package p join hub h on h.id = p.hub_id
    where p.company_id = ${companyId}::uuid and p.status <> 'INACTIVE' and ${isChosen(choice)}
    order by p.id for no key update of p`;
}

/** The chosen hubs `h` with their live packages `p`, and what is planned for them already (`w`). */
function chosen({ companyId, choice }: MoveWish): Prisma.Sql {
  return Prisma.sql`
    from hub h left join hub_package p on p.hub_id = h.id and p.company_id = h.company_id and p.status <> 'INACTIVE'
    left join scheduled_change w on w.hub_id = h.id and w.company_id = h.company_id and w.status = 'PLANNED'
    where h.company_id = ${companyId}::uuid and ${isChosen(choice)}`;
}

/**
 * Why a chosen hub cannot be asked to move, as the code its reader sees; null for one that can. The rule is `askToMove`
 * of the domain.
 */
function refusalOf({ resellerId, now }: MoveWish): Prisma.Sql {
  return Prisma.sql`(case
    when p.id is null or p.expires_at <= ${now} or (p.confirmed_at is null and p.confirm_by <= ${now})
      then 'PACKAGE_NOT_ACTIVE'
    when w.id is not null then 'REQUEST_OPEN'
    when p.reseller_id::text = ${resellerId} then 'RESELLER_REQUIRED'
    when p.end_cause = 'DEACTIVATED' then 'PACKAGE_ALREADY_EXPIRING' end)`;
}

export type VerdictCount = { refusal: AskRefusal | null; n: number };

/** Counts the chosen hubs by whether they can be asked to move, or why not. */
export async function countVerdicts(tx: Transaction, wish: MoveWish): Promise<VerdictCount[]> {
  return tx.$queryRaw<VerdictCount[]>`
    select ${refusalOf(wish)} as refusal, count(*)::int as n ${chosen(wish)} group by 1 order by 1 nulls first`;
}

/** A chosen hub with the columns of its live package, if it has one. */
export type Candidate = Partial<PackageColumns> & {
  hubId: string;
  name: string;
  objectName: string;
  objectId: string;
  resellerName: string | null;
  /** The reseller of a move that is planned already, and when it was asked. */
  plannedReseller: string | null;
  plannedAt: Date | null;
  refusal: AskRefusal | null;
};

/** Lists the first `limit` chosen hubs, those that cannot move last. */
export async function listCandidates(tx: Transaction, wish: MoveWish, limit: number): Promise<Candidate[]> {
  return tx.$queryRaw<Candidate[]>`
    with page as (
      select h.id, h.hub_id as "hubId", h.name, h.object_id, ${refusalOf(wish)} as refusal, p.status::text as status,
        p.reseller_id as "resellerId", p.billing_zone as "billingZone", p.confirm_by as "confirmBy",
        p.confirmed_at as "confirmedAt", p.expires_at as "expiresAt", p.end_cause::text as "endCause",
        p.ended_at as "endedAt", p.end_reason::text as "endReason", w.reseller_id as planned_reseller,
        w.created_at as "plannedAt"
      ${chosen(wish)} order by refusal nulls first, h.name, h.id limit ${limit}
    )
    select page.*, o.id as "objectId", o.name as "objectName", c.name as "resellerName", wc.name as "plannedReseller"
    from page join secured_object o on o.id = page.object_id
    left join reseller r on r.id = page."resellerId" left join company c on c.id = r.company_id
    left join reseller wr on wr.id = page.planned_reseller left join company wc on wc.id = wr.company_id
    order by page.refusal nulls first, page.name, page.id`;
}

/** Reads who is billed for all of the chosen hubs; null where that is nobody, or more than one. */
export async function findOnlyPayer(tx: Transaction, wish: MoveWish): Promise<string | null> {
  const rows = await tx.$queryRaw<[{ payer: string | null }]>`
    select case when count(distinct p.reseller_id) = 1 then min(p.reseller_id::text) end as payer ${chosen(wish)}`;
  return rows[0].payer;
}

/** Reads the zones of the chosen hubs that can move: each has a boundary of its own. */
export async function listMovableZones(tx: Transaction, wish: MoveWish): Promise<string[]> {
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    select distinct p.billing_zone as zone ${chosen(wish)} and ${refusalOf(wish)} is null`;
  return rows.map(({ zone }) => zone);
}

/** The boundary at which hubs of a zone move. */
export type ZoneBoundary = { zone: string; at: Date };

export type Planning = {
  moveRequestId: string;
  connectionId: string;
  boundaries: readonly ZoneBoundary[];
  accountId: string;
  accountName: string;
};

/**
 * Plans the move of every chosen hub that can be asked, each at its zone's boundary, and returns how many. The database
 * computes no boundary.
 */
export async function planMoves(tx: Transaction, wish: MoveWish, planning: Planning): Promise<number> {
  const zones = JSON.stringify(planning.boundaries.map(({ zone, at }) => ({ zone, at: at.toISOString() })));
  return tx.$executeRaw`
    with movable as materialized (
      select p.id, p.hub_id, p.offer_id, p.billing_zone ${chosen(wish)} and ${refusalOf(wish)} is null
    )
    insert into scheduled_change (id, company_id, hub_id, kind, hub_package_id, reseller_id, connection_id, offer_id,
      move_request_id, effective_at, zone, created_by_id, created_by_name, created_at)
    select gen_random_uuid(), ${wish.companyId}::uuid, p.hub_id, 'MOVE', p.id, ${wish.resellerId}::uuid,
      ${planning.connectionId}::uuid, p.offer_id, ${planning.moveRequestId}::uuid, z.at, p.billing_zone,
      ${planning.accountId}::uuid, ${planning.accountName}, ${wish.now}
    from movable p join jsonb_to_recordset(${zones}::jsonb) as z(zone text, at timestamptz) on z.zone = p.billing_zone`;
}

/** The dealer's connection with the reseller that is to pay, held (shared) against its end. */
export type TargetConnection = {
  connectionId: string;
  resellerId: string;
  resellerName: string;
  resellerCompanyId: string;
  resellerSlug: string;
  state: "OPEN" | "ENDING" | "CLOSED";
};

/** Holds and reads it: the newest one with that reseller. Null where there never was one. */
export async function holdTarget(
  tx: Transaction,
  companyId: CompanyId,
  resellerId: string,
): Promise<TargetConnection | null> {
  await tx.$queryRaw`select 1 as held from company where id = ${companyId}::uuid for share`;
  await tx.$queryRaw`
    select 1 as held from reseller_connection
    where company_id = ${companyId}::uuid and reseller_id::text = ${resellerId} order by id for share`;
  const rows = await tx.$queryRaw<TargetConnection[]>`
    select n.id as "connectionId", r.id as "resellerId", c.name as "resellerName", c.id as "resellerCompanyId",
      c.slug as "resellerSlug", n.state::text as state
    from reseller_connection n join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
    where n.company_id = ${companyId}::uuid and n.reseller_id::text = ${resellerId}
    order by n.opened_at desc, n.id desc limit 1`;
  return rows[0] ?? null;
}

/** A reseller of the dealer that could take hubs over, by its newest connection. */
export type MoveTaker = {
  connectionId: string;
  resellerId: string;
  resellerName: string;
  state: "OPEN" | "ENDING" | "CLOSED";
};

/** Lists a dealer's resellers, each by its newest connection, by name. */
export async function listMoveTakers(tx: Transaction, companyId: CompanyId): Promise<MoveTaker[]> {
  return tx.$queryRaw<MoveTaker[]>`
    select * from (
      select distinct on (n.reseller_id) n.id as "connectionId", n.reseller_id as "resellerId",
        c.name as "resellerName", n.state::text as state
      from reseller_connection n join reseller r on r.id = n.reseller_id join company c on c.id = r.company_id
      where n.company_id = ${companyId}::uuid order by n.reseller_id, n.opened_at desc, n.id desc
    ) newest order by "resellerName", "resellerId"`;
}
