import { toDate, toInstant, toInstantOrNull } from "@/lib/clock";
import type { ConnectionFact } from "@/lib/domain/activation-choices";
import type { ActivationFacts } from "@/lib/domain/activation-rules";
import { closedSince } from "@/lib/domain/country-availability";
import { effectiveState, isLive } from "@/lib/domain/package-lifecycle";
import { AppError } from "@/lib/errors";
import type { CompanyContext, Transaction } from "../context";
import type { CompanyId } from "../ids";
import { findAvailability } from "./countries";
import { findOtherRun } from "./hub-access";
import { listSims } from "./hub-detail";
import type { LockedHub } from "./hub-packages";
import { neverActivated } from "./hub-packages";
import { findBusyUntil } from "./hub-transfers";

export type PayingConnection = ConnectionFact & { resellerCompanyId: string };

export type DealerFacts = {
  companyName: string;
  country: string;
  timeZone: string;
  ownerName: string;
  isEnrolled: boolean;
  connections: PayingConnection[];
};

type CompanyRow = Omit<DealerFacts, "connections">;

/**
 * Reads the dealer's side of an activation. With `lock`, company and connections are locked shared, parents first; a
 * company that was deleted while the lock was awaited is NOT_FOUND.
 */
export async function loadDealerFacts(
  tx: Transaction,
  companyId: CompanyId,
  lock: "LOCK" | "READ",
): Promise<DealerFacts> {
  if (lock === "LOCK") {
    const held = await tx.$queryRaw<unknown[]>`
      select 1 as held from company where id = ${companyId}::uuid and deleted_at is null for share`;
    if (held.length === 0) throw new AppError("NOT_FOUND");
    await tx.$queryRaw`select 1 as held from reseller_connection where company_id = ${companyId}::uuid order by id for share`;
  }
  const companies = await tx.$queryRaw<[CompanyRow]>`
    select c.name as "companyName", c.country, c.time_zone as "timeZone", coalesce(a.name, '') as "ownerName",
      exists (select from dealer_enrollment d where d.company_id = c.id) as "isEnrolled"
    from company c
    left join employee e on e.company_id = c.id and e.role = 'OWNER'
    left join pro_account a on a.id = e.account_id
    where c.id = ${companyId}::uuid`;
  const connections = await tx.$queryRaw<PayingConnection[]>`
    select coalesce(n.id, q.id) as "connectionId", r.id as "resellerId", rc.name as "resellerName",
      rc.id as "resellerCompanyId", coalesce(n.state::text, 'WAITING') as state
    from connection_request q
    join reseller r on r.id = q.reseller_id
    join company rc on rc.id = r.company_id
    left join reseller_connection n on n.request_id = q.id
    where q.company_id = ${companyId}::uuid and q.closed_at is null
    order by rc.name`;
  return { ...companies[0], connections };
}

/** Finds the name of a reseller that a dealer once was connected to, whatever became of it; null for a stranger. */
export async function findFormerReseller(
  tx: Transaction,
  companyId: CompanyId,
  resellerId: string,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select c.name from connection_request q join reseller r on r.id = q.reseller_id join company c on c.id = r.company_id
    where q.company_id = ${companyId}::uuid and q.reseller_id = ${resellerId}::uuid limit 1`;
  return rows[0]?.name ?? null;
}

type PaceRow = { activatedAt: Date; endedAt: Date | null; endReason: string | null };

/**
 * Reads the hub's side and joins both into what the domain decides on. `now` is the company's. A dealer's country that
 * nobody has written anything about counts as open: it was never closed.
 */
export async function loadActivationFacts(
  tx: Transaction,
  ctx: CompanyContext,
  dealer: DealerFacts,
  hub: Pick<LockedHub, "key" | "isOnline" | "activeSlot" | "latest">,
): Promise<ActivationFacts> {
  const sims = await listSims(tx, ctx.companyId, hub.key);
  const availability = await findAvailability(tx, dealer.country);
  const today = ctx.now.toZonedDateTimeISO(dealer.timeZone).toPlainDate().toString();
  const since = new Date(ctx.now.subtract({ hours: 24 }).epochMilliseconds);
  const runs = await tx.$queryRaw<PaceRow[]>`
    select activated_at as "activatedAt", ended_at as "endedAt", end_reason::text as "endReason"
    from hub_package where hub_id = ${hub.key}::uuid and coalesce(ended_at, activated_at) >= ${since}`;
  const isRunning = isLive(effectiveState(hub.latest?.state ?? neverActivated, ctx.now));
  return {
    ...dealer,
    billingZone: dealer.timeZone,
    countryClosedOn: closedSince(availability, today),
    sims,
    activeSlot: hub.activeSlot,
    isHubOnline: hub.isOnline,
    live:
      isRunning && hub.latest
        ? await liveFact(tx, hub.latest.id, hub.latest.activatedAt)
        : await otherLiveFact(tx, ctx, hub.key),
    recentActivations: runs.filter((run) => run.activatedAt >= since).map((run) => toInstant(run.activatedAt)),
    recentStops: runs.flatMap((run) => (run.endReason === "STOPPED" && run.endedAt ? [toInstant(run.endedAt)] : [])),
    busyUntil: toInstantOrNull(await findBusyUntil(tx, hub.key)),
  };
}

/** Of another company's run nothing is told but that it runs. */
async function otherLiveFact(tx: Transaction, ctx: CompanyContext, hubKey: string): Promise<ActivationFacts["live"]> {
  const other = await findOtherRun(tx, ctx.companyId, hubKey, toDate(ctx.now));
  return other ? { isOwn: false } : null;
}

async function liveFact(tx: Transaction, packageId: string, activatedAt: Date): Promise<ActivationFacts["live"]> {
  const entry = await tx.auditEntry.findFirst({
    where: { subjectId: packageId, action: "package.activated" },
    select: { actorName: true },
  });
  return { isOwn: true, activatedAt: toInstant(activatedAt), activatedBy: entry?.actorName ?? "" };
}
