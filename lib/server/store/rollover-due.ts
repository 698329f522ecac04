import { toDate } from "@/lib/clock";
import { type BillingMonth, startOfMonth } from "@/lib/domain/billing-month";
import { Prisma } from "@/prisma/generated/client";

/** A run as its batches need it. `offsetMs` is that of its clock, to stamp history with the companies' time. */
export type Run = {
  id: string;
  month: BillingMonth;
  timeZone: string;
  clockId: string | null;
  dueAt: Date;
  offsetMs: bigint;
};

/** Narrows what is due: to one package, or to what runs on a connection and what is to move to it. */
export type Scope = { only?: string | undefined; connectionId?: string | undefined };

/** `now` is the companies' time, for history. */
export type Batch = Scope & { run: Run; now: Date; limit: number };

/**
 * The packages that end in a run and are not set aside as failed, as a table `p` joined with hub `h`. Only those that
 * end with the run's own month: whichever of several runs comes first, each keeps its own figures.
 */
export function dueEndsOf(run: Run, scope: Scope = {}): Prisma.Sql {
  return Prisma.sql`
    from hub_package p join hub h on h.id = p.hub_id join company c on c.id = p.company_id
    where p.status = 'EXPIRING' and p.expires_at <= ${run.dueAt} and p.billing_zone = ${run.timeZone}
      and p.expires_at > ${toDate(startOfMonth(run.month, run.timeZone))}
      and c.clock_id is not distinct from ${run.clockId}::uuid
      and (p.confirmed_at is not null or p.confirm_by > p.expires_at)
      and not ${isSetAside} and not ${goesOn} ${scoped(scope, Prisma.sql`p.connection_id`)}`;
}

/**
 * The approved moves of a run that nobody has carried out, as a table `m` joined with its package `p`, hub `h` and the
 * new payer's connection `t`.
 */
export function dueMovesOf(run: Run, scope: Scope = {}): Prisma.Sql {
  return Prisma.sql`
    from scheduled_change m join hub_package p on p.id = m.hub_package_id join hub h on h.id = p.hub_id
    join reseller_connection t on t.id = m.connection_id join company c on c.id = m.company_id
    where m.status = 'PLANNED' and m.kind = 'MOVE' and m.is_approved and m.effective_at <= ${run.dueAt}
      and m.zone = ${run.timeZone} and m.effective_at > ${toDate(startOfMonth(run.month, run.timeZone))}
      and c.clock_id is not distinct from ${run.clockId}::uuid
      and not ${isSetAside} ${scoped(scope, Prisma.sql`m.connection_id, p.connection_id`)}`;
}

function scoped({ only, connectionId }: Scope, connections: Prisma.Sql): Prisma.Sql {
  const parts = [
    only ? Prisma.sql`and p.id = ${only}::uuid` : Prisma.empty,
    connectionId ? Prisma.sql`and ${connectionId}::uuid in (${connections})` : Prisma.empty,
  ];
  return Prisma.join(parts, " ");
}

const isSetAside = Prisma.sql`exists (
  select from rollover_entry e where e.hub_package_id = p.id and e.outcome = 'FAILED')`;

/**
 * Whether a package `p` that was to end with its connection goes on all the same: that one was kept, or a move waits for
 * the same boundary. A move that is not approved yet counts too, until somebody has written down what became of it.
 */
const goesOn = Prisma.sql`(p.end_cause = 'CONNECTION' and (
  exists (select from reseller_connection n where n.id = p.connection_id and n.state = 'OPEN')
  or exists (select from scheduled_change m where m.hub_package_id = p.id and m.status = 'PLANNED' and m.kind = 'MOVE'
    and m.effective_at <= p.expires_at)))`;

/**
 * What keeps a due move `m` of package `p` to connection `t` from being carried out, as the code that is kept with it;
 * null where nothing does. The rule is `carryOut` of the domain.
 */
export const moveRefusal = Prisma.sql`(case
  when p.status = 'INACTIVE' or coalesce(p.expires_at < m.effective_at, false)
    or (p.confirmed_at is null and p.confirm_by <= m.effective_at) then 'PACKAGE_NOT_ACTIVE'
  when p.end_cause = 'DEACTIVATED' then 'PACKAGE_ALREADY_EXPIRING'
  when t.state <> 'OPEN' then 'RESELLER_NOT_USABLE' end)`;

/** What history keeps of a live package `p` before a run changes it. */
export const packageBefore = Prisma.sql`jsonb_build_object('status', p.status, 'resellerId', p.reseller_id,
  'billingZone', p.billing_zone, 'confirmBy', p.confirm_by, 'confirmedAt', p.confirmed_at, 'expiresAt', p.expires_at,
  'endCause', p.end_cause)`;
