import type { EmployeeRole } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** One line of a company's list: somebody who works there, or an open offer with the address it went to. */
export type EmployeeListRow = {
  kind: "EMPLOYEE" | "INVITATION";
  id: string;
  /** Null for an offer: an address's name is the person's to tell. */
  name: string | null;
  email: string;
  role: EmployeeRole;
  state: "ACTIVE" | "INVITED" | "WAITING";
  expiresAt: Date | null;
  version: number;
  rank: number;
  sortValue: string;
};

/** `cursor` is the last row of the page before (or, for BACKWARD, the first of the page after). */
export type EmployeePageRequest = {
  search: string | null;
  cursor: { rank: number; sortValue: string; id: string } | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
};

/**
 * Lists one page of a company's people by keyset: the owner, then open offers, then everybody else by name. An offer past
 * its end at `now`, by the company's clock, is not listed.
 */
export async function listEmployeeRows(
  tx: Transaction,
  companyId: CompanyId,
  now: Date,
  page: EmployeePageRequest,
): Promise<EmployeeListRow[]> {
  const isForward = page.direction === "FORWARD";
  const order = isForward ? Prisma.sql`asc` : Prisma.sql`desc`;
  const beyond = isForward ? Prisma.sql`>` : Prisma.sql`<`;
  const { cursor } = page;
  const after = cursor
    ? Prisma.sql`and (rank, "sortValue", id) ${beyond} (${cursor.rank}::int, ${cursor.sortValue}::text, ${cursor.id}::uuid)`
    : Prisma.empty;
  const matches = page.search
    ? Prisma.sql`and (name ilike ${likeOf(page.search)} or email ilike ${likeOf(page.search)})`
    : Prisma.empty;
  const rows = await tx.$queryRaw<EmployeeListRow[]>`
    select * from (
      select 'EMPLOYEE' as kind, e.id, a.name, a.email::text as email, e.role::text as role, 'ACTIVE' as state,
        null::timestamptz as "expiresAt", e.version, case when e.role = 'OWNER' then 0 else 2 end as rank,
        lower(a.name) as "sortValue"
      from employee e join pro_account a on a.id = e.account_id
      where e.company_id = ${companyId}::uuid and e.state = 'ACTIVE'
      union all
      select 'INVITATION', i.id, null, i.email::text, i.role::text, i.state::text, i.expires_at, i.version, 1,
        lower(i.email::text)
      from invitation i
      where i.company_id = ${companyId}::uuid and i.closed_at is null and i.expires_at > ${now}
    ) listed
    where true ${matches} ${after}
    order by rank ${order}, "sortValue" ${order}, id ${order} limit ${page.limit}`;
  return isForward ? rows : rows.reverse();
}

function likeOf(search: string): string {
  return `%${search.replace(/[\\%_]/g, (found) => `\\${found}`)}%`;
}

export type EmployeeCounts = { active: number; open: number };

/** Counts who works in a company, and the offers that are open at `now`. */
export async function countEmployees(tx: Transaction, companyId: CompanyId, now: Date): Promise<EmployeeCounts> {
  const active = await tx.employee.count({ where: { companyId, state: "ACTIVE" } });
  const open = await tx.invitation.count({ where: { companyId, closedAt: null, expiresAt: { gt: now } } });
  return { active, open };
}
