import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";
import type { Named } from "./hub-filters";

/** Narrows the log. `until` is exclusive; both ends go by the company's clock. */
export type HistoryFilter = {
  actor: { kind: "PERSON"; id: string } | { kind: "JOB" } | null;
  actions: readonly string[] | null;
  from: Date | null;
  until: Date | null;
};

/** `cursor` is the last entry of the page before (or, for BACKWARD, the first of the page after). */
export type HistoryRequest = {
  filter: HistoryFilter;
  cursor: { at: Date; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

type Snapshot = Record<string, unknown> | null;

/** One entry with the names of what it is about. `hubId` is as printed; what is another company's has no name here. */
export type HistoryRow = {
  id: string;
  action: string;
  actorKind: "PERSON" | "JOB";
  actorName: string;
  /** The actor's company where it is not the reader's. */
  actorCompany: string | null;
  origin: string;
  at: Date;
  effectiveAt: Date;
  recordedAt: Date;
  reason: string | null;
  before: Snapshot;
  after: Snapshot;
  hubId: string | null;
  hubName: string | null;
  objectId: string | null;
  objectName: string | null;
  personName: string | null;
  partnerName: string | null;
};

/**
 * Lists entries of a company, newest first: its own, and what others did to it. Package acts of a dealer are not in its
 * reseller's log; the accounts billed to the reseller tell them. Deep pages cost what the first one does.
 */
export async function listHistory(
  tx: Transaction,
  companyId: CompanyId,
  request: HistoryRequest,
): Promise<HistoryRow[]> {
  const order = request.direction === "FORWARD" ? Prisma.sql`at desc, id desc` : Prisma.sql`at asc, id asc`;
  const own = Prisma.sql`select * from audit_entry where company_id = ${companyId}::uuid ${conditions(request)}
    order by ${order} limit ${request.limit}`;
  const about = Prisma.sql`select * from audit_entry where counterpart_id = ${companyId}::uuid
    and company_id <> ${companyId}::uuid and action not like 'package.%' ${conditions(request)}
    order by ${order} limit ${request.limit}`;
  const rows = await tx.$queryRaw<HistoryRow[]>`
    with page as (
      select * from ((${own}) union all (${about})) entries order by ${order} limit ${request.limit}
    )
    select ${entryColumns(companyId)}, ${subjects(companyId)} order by e.at desc, e.id desc`;
  return rows;
}

/**
 * Lists what a company may read about some things, newest first: its own acts and those done to it. What is said of one
 * thing within an instant keeps the order of its versions.
 */
export async function listEntriesAbout(
  tx: Transaction,
  companyId: CompanyId,
  subjectIds: readonly string[],
  limit: number,
): Promise<HistoryRow[]> {
  if (subjectIds.length === 0) return [];
  return tx.$queryRaw<HistoryRow[]>`
    with page as (
      select * from audit_entry where subject_id = any(${[...subjectIds]}::uuid[])
        and (company_id = ${companyId}::uuid or counterpart_id = ${companyId}::uuid)
      order by at desc, subject_version desc limit ${limit}
    )
    select ${entryColumns(companyId)}, ${subjects(companyId)} order by e.at desc, e.subject_version desc`;
}

function entryColumns(companyId: CompanyId): Prisma.Sql {
  return Prisma.sql`e.id, e.action, e.actor_kind::text as "actorKind", e.actor_name as "actorName",
    case when e.company_id <> ${companyId}::uuid then actor.name end as "actorCompany", e.origin, e.at,
    e.effective_at as "effectiveAt", e.recorded_at as "recordedAt", e.reason, e.before, e.after`;
}

/** Names what entries are about: one probe by key a table and entry. */
function subjects(companyId: CompanyId): Prisma.Sql {
  return Prisma.sql`
      h.hub_id as "hubId", case when h.company_id = ${companyId}::uuid then h.name end as "hubName",
      o.id as "objectId", o.name as "objectName", coalesce(joined.name, account.name, i.email::text) as "personName",
      partner.name as "partnerName"
    from page e
    join company actor on actor.id = e.company_id
    left join hub h on h.id = coalesce(e.hub_id, e.subject_id)
    left join secured_object o on o.company_id = ${companyId}::uuid and o.id = coalesce(h.object_id, e.subject_id)
    left join employee m on m.id = e.subject_id
    left join pro_account joined on joined.id = m.account_id
    left join pro_account account on account.id = e.subject_id
    left join invitation i on i.id = e.subject_id
    left join connection_request q on q.id = e.subject_id
    left join reseller_connection n on n.id = e.subject_id
    left join reseller r on r.id = coalesce(q.reseller_id, n.reseller_id)
    left join company partner on partner.id =
      case when r.company_id = ${companyId}::uuid then coalesce(q.company_id, n.company_id) else r.company_id end`;
}

function conditions({ filter, cursor, direction }: HistoryRequest): Prisma.Sql {
  const { actor, actions, from, until } = filter;
  const beyond = direction === "FORWARD" ? Prisma.sql`<` : Prisma.sql`>`;
  const isRare = actions?.every((action) => !action.startsWith("package."));
  const parts = [
    actor?.kind === "PERSON" ? Prisma.sql`actor_id = ${actor.id}::uuid` : null,
    actor?.kind === "JOB" ? Prisma.sql`actor_kind = 'JOB'` : null,
    actions ? Prisma.sql`action = any(${[...actions]}::text[])` : null,
    // Said twice, so that the index of the rarer acts is used: packages make most of a long history.
    isRare ? Prisma.sql`action not like 'package.%'` : null,
    from ? Prisma.sql`at >= ${from}` : null,
    until ? Prisma.sql`at < ${until}` : null,
    cursor ? Prisma.sql`(at, id) ${beyond} (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? Prisma.sql`and ${Prisma.join(parts, " and ")}` : Prisma.empty;
}

/** Lists everybody who works or worked in a company, by name: the log keeps the acts of those who left. */
export async function listPeople(tx: Transaction, companyId: CompanyId): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    select distinct a.id, a.name from employee e join pro_account a on a.id = e.account_id
    where e.company_id = ${companyId}::uuid order by a.name, a.id`;
}

/** Names resellers by their keys. */
export async function nameResellers(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Named[]>`
    select r.id, c.name from reseller r join company c on c.id = r.company_id where r.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
