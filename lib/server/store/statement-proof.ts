import type { Transaction } from "../context";
import type { HistoryRow } from "./history";

/** A run as a line counts it. */
export type ProofRun = {
  id: string;
  zone: string;
  activatedAt: Date;
  confirmedAt: Date | null;
  /** A set end that has not come yet. */
  expiresAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
};

/** Reads runs that are billed to a reseller, in the order of time. */
export async function listProofRuns(tx: Transaction, resellerId: string, ids: readonly string[]): Promise<ProofRun[]> {
  return tx.$queryRaw<ProofRun[]>`
    select id, billing_zone as zone, activated_at as "activatedAt", confirmed_at as "confirmedAt",
      expires_at as "expiresAt", ended_at as "endedAt", end_reason::text as "endReason"
    from hub_package where id = any(${[...ids]}::uuid[]) and reseller_id = ${resellerId}::uuid
    order by activated_at, id`;
}

/**
 * Reads the history of runs that are billed to a reseller, as far as it concerns a month that ends at `until`: what was
 * done before, and what took effect until then however late it was written. Never what the dealer knows of the place.
 */
export async function listProofEntries(
  tx: Transaction,
  resellerId: string,
  { ids, until }: { ids: readonly string[]; until: Date },
): Promise<HistoryRow[]> {
  return tx.$queryRaw<HistoryRow[]>`
    select e.id, e.action, e.actor_kind::text as "actorKind", e.actor_name as "actorName",
      case when e.actor_kind = 'PERSON' then c.name end as "actorCompany", e.origin, e.at,
      e.effective_at as "effectiveAt", e.recorded_at as "recordedAt", null as reason, e.before, e.after,
      h.hub_id as "hubId", null as "hubName", null as "objectId", null as "objectName", null as "personName",
      null as "partnerName"
    from hub_package p join audit_entry e on e.subject_id = p.id join company c on c.id = e.company_id
    join hub h on h.id = p.hub_id
    where p.id = any(${[...ids]}::uuid[]) and p.reseller_id = ${resellerId}::uuid
      and (e.at < ${until} or e.effective_at <= ${until})
    order by e.at, e.subject_version, e.recorded_at`;
}
