import { createHash, randomUUID } from "node:crypto";
import type { Client, QueryResult, QueryResultRow } from "pg";
import type { CompanyContext } from "@/lib/server/context";
import type { Subject } from "./command-subjects";

export type PlainVerb = "deactivate" | "resume";

const enter = `
  select set_config('app.company_id', $1::text, true), set_config('app.account_id', $2::text, true),
    coalesce(k.offset_ms, 0) as "offsetMs", e.role::text as role, e.id as "employeeId",
    e.is_finance_granted as "isFinanceGranted", c.is_assigned_only as "isAssignedOnly"
  from company c left join simulation_clock k on k.id = c.clock_id
  left join employee e on e.company_id = c.id and e.account_id = $2::text::uuid and e.state = 'ACTIVE'
  where c.id = $1::text::uuid and c.deleted_at is null`;

const claim = `
  insert into idempotency_record (company_id, actor_id, key, request_hash) values ($1, $2, $3, $4) on conflict do nothing`;

const lockHub = `
  select h.id as key, h.version, h.is_online, h.active_slot, a.kind = 'SHARED' as "isShared"
  from hub h join hub_access a on a.hub_id = h.id join company c on c.id = a.company_id
  join secured_object o on o.id = a.object_id
  where a.company_id = $1 and h.hub_id = $2 and a.object_id::text = $3 and a.ended_at is null
    and (case when nullif(current_setting('app.assigned_to', true), '') is null then true
      else o.assigned_to_id::text = current_setting('app.assigned_to', true) end)
  for share of c for update of h`;

const lockPackage = `
  select p.id, p.sim_id, p.status::text as status, p.reseller_id as "resellerId", p.billing_zone as "billingZone",
    p.confirm_by as "confirmBy", p.confirmed_at as "confirmedAt", p.expires_at as "expiresAt",
    p.end_cause::text as "endCause", p.ended_at, p.end_reason::text, p.activated_at, p.deactivated_at, p.version,
    r.company_id as "resellerCompanyId", rc.name, p.connection_id, case c.state when 'ENDING' then c.end_month end,
    (select jsonb_build_object('changeId', w.id, 'at', w.effective_at, 'resellerId', w.reseller_id,
        'resellerName', wc.name, 'isApproved', w.is_approved, 'isUsable', wn.state = 'OPEN')
      from scheduled_change w join reseller_connection wn on wn.id = w.connection_id
      join reseller wr on wr.id = w.reseller_id join company wc on wc.id = wr.company_id
      where w.hub_package_id = p.id and w.status = 'PLANNED' and w.kind = 'MOVE') as "plannedMove",
    clock_timestamp() as locked_at
  from hub_package p join ajax_sim s on s.id = p.sim_id join reseller_connection c on c.id = p.connection_id
  join reseller r on r.id = p.reseller_id join company rc on rc.id = r.company_id
  where p.hub_id = $1 and p.company_id = $2
    and not exists (select from hub_package later where later.previous_id = p.id)
  for update of p, s`;

const save = `
  with saved as (
    update hub_package set status = $1::"PackageStatus", expires_at = $2, end_cause = $3::"EndCause", ended_at = null,
      end_reason = null, confirm_by = $4, confirmed_at = $5, version = version + 1, deactivated_at = $6
    where id = $7 and version = $8 returning id, sim_id, status
  ), sim as (
    update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1, desired_at = $9
    from saved where saved.status = 'INACTIVE' and s.id = saved.sim_id
  ), ended as (
    select id from saved where status = 'INACTIVE'
  ), dropped as (
    update scheduled_change w set status = 'REFUSED', refusal = 'PACKAGE_NOT_ACTIVE', closed_at = $9,
      version = w.version + 1 from ended where w.hub_package_id = ended.id and w.status = 'PLANNED'
  ) select count(*)::int as saved from saved`;

const audit = `
  insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
    subject_version, hub_id, before, after, reason, origin, request_id, at, effective_at)
  values ($1, $2, $3, 'PERSON', $4, $5, $6, $7, $8, $9, $10, $11, null, $12, $13, $14, $15)`;

const announce = `
  insert into outbox (id, kind, company_id, counterpart_id, subject_id, hub_id, dedupe_key, payload, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const keep = "update idempotency_record set receipt = $1 where company_id = $2 and actor_id = $3 and key = $4";

type PackageRow = {
  id: string;
  status: string;
  resellerId: string;
  billingZone: string;
  confirmBy: Date | null;
  confirmedAt: Date | null;
  expiresAt: Date | null;
  endCause: string | null;
  version: number;
  resellerCompanyId: string;
};

const actions: Record<PlainVerb, string> = { deactivate: "package.expiry_scheduled", resume: "package.resumed" };

/** Sends a parameterized statement over one connection. */
type Send = <R extends QueryResultRow>(text: string, values?: unknown[]) => Promise<QueryResult<R>>;

/** Statements that the database reads and plans each time. */
export const sendPlainly = (client: Client): Send => {
  return (text, values) => client.query(text, values);
};

/** Statements that the connection keeps prepared after the first time. */
export const sendPrepared = (client: Client): Send => {
  return (text, values) => client.query({ name: createHash("sha256").update(text).digest("base64"), text, values });
};

/**
 * Does to the database what one command does: the same locks, reads and writes in the same order, as parameterized
 * statements on one connection, with nothing decided in between. `endsAt` is what Deactivate sets.
 */
export async function runPlain(
  send: Send,
  ctx: CompanyContext,
  command: { verb: PlainVerb; subject: Subject; version: number; now: Date; endsAt: Date },
): Promise<void> {
  const { subject, now } = command;
  const [companyId, actorId, key] = [ctx.companyId, ctx.account.id, randomUUID()];
  await send("begin");
  await send(enter, [companyId, actorId]);
  await send(claim, [companyId, actorId, key, subject.hubId]);
  const hubs = await send<{ key: string; version: number }>(lockHub, [companyId, subject.hubId, subject.objectId]);
  const hub = hubs.rows[0];
  const packages = await send<PackageRow>(lockPackage, [hub?.key, companyId]);
  const before = packages.rows[0];
  if (!hub || !before || hub.version !== command.version) throw new Error("The plain statements met another state.");

  const isEnd = command.verb === "deactivate";
  const after = {
    status: isEnd ? "EXPIRING" : "ACTIVE",
    expiresAt: isEnd ? command.endsAt : null,
    endCause: isEnd ? "DEACTIVATED" : null,
  };
  const version = before.version + 1;
  const { resellerId, billingZone, confirmBy, confirmedAt } = before;
  await send(save, [
    ...[after.status, after.expiresAt, after.endCause, confirmBy, confirmedAt, isEnd ? now : null],
    ...[before.id, before.version, now],
  ]);
  const kept = { resellerId, billingZone, confirmBy, confirmedAt };
  const [told, tells] = [
    { ...kept, status: before.status, expiresAt: before.expiresAt, endCause: before.endCause },
    { ...kept, ...after },
  ].map((state) => JSON.stringify(state));
  await send(audit, [
    ...[randomUUID(), companyId, before.resellerCompanyId, actorId, ctx.account.name, actions[command.verb], before.id],
    ...[version, hub.key, told, tells, ctx.origin, ctx.requestId, now, after.expiresAt ?? now],
  ]);
  await send(announce, [
    ...[randomUUID(), actions[command.verb], companyId, before.resellerCompanyId, before.id, hub.key],
    ...[`${before.id}:${version}`, tells, now],
  ]);
  await send(keep, [JSON.stringify({ ok: true, value: { version } }), companyId, actorId, key]);
  await send("commit");
}
