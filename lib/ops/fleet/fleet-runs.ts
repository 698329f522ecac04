/**
 * Runs of the hubs from $1 to $2 in round $3, as the portal's own commands would leave them: each starts active, on an
 * open connection and with its SIM in place, and moves from there. So every rule of the database looks at every row.
 * $4 chooses those on the connection that is ending, or all others.
 */
export const startStatement = `
  insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, previous_id, status,
    billing_zone, tzdb_version, activated_at, confirm_by, confirmed_at, version)
  select run_key, t.company_id, hub_key, sim_key, t.offer_id, reseller_id, connection_id, previous_key, 'ACTIVE',
    t.billing_zone, t.zone_data, activated_at, confirm_by, confirmed_at,
    case when scheduled_at is null and ended_at is null then r.version else r.version - 1 end
  from fleet_terms t, fleet_run r
  where n between $1 and $2 and round = $3 and (connection_id = t.ending_id) is true = $4`;

export const moveStatement = `
  update hub_package p set
    status = case when r.ended_at is null then 'EXPIRING' else 'INACTIVE' end::"PackageStatus",
    expires_at = r.expires_at, end_cause = r.end_cause::"EndCause", ended_at = r.ended_at,
    end_reason = r.end_reason::"EndReason", version = p.version + 1,
    deactivated_at = case when r.end_cause is distinct from 'CONNECTION' then r.scheduled_at end
  from fleet_terms t, fleet_run r
  where p.id = r.run_key and r.n between $1 and $2 and r.round = $3 and (r.connection_id = t.ending_id) is true = $4
    and (r.scheduled_at is not null or r.ended_at is not null)`;

/** An ending connection starts nothing; it is opened for the runs that end with it and put back in the same transaction. */
export const reopenStatement = `
  create temporary table fleet_leaving on commit drop as
    select c.* from reseller_connection c join fleet_terms t on t.ending_id = c.id;
  update reseller_connection c set state = 'OPEN', end_month = null, ending_company_id = null, ending_by_id = null,
    ending_by_name = null, ending_at = null
  from fleet_leaving l where c.id = l.id`;

export const leaveStatement = `
  update reseller_connection c set state = l.state, end_month = l.end_month, ending_company_id = l.ending_company_id,
    ending_by_id = l.ending_by_id, ending_by_name = l.ending_by_name, ending_at = l.ending_at
  from fleet_leaving l where c.id = l.id`;

/** One entry of history for each version of each run of the hubs from $1 to $2; replaying them gives the package. */
export const auditStatement = `
  insert into audit_entry (id, company_id, counterpart_id, actor_kind, actor_id, actor_name, action, subject_id,
    subject_version, hub_id, before, after, origin, at, effective_at)
  select pg_temp.key(md5(action || run_key)), t.company_id, case when by = 'NETWORK' then null else counterpart_id end,
    case when by = 'PERSON' then 'PERSON' else 'JOB' end::"ActorKind", case when by = 'PERSON' then actor_id end,
    case by when 'PERSON' then actor_name when 'NETWORK' then 'Mobile network' else 'Month rollover' end, action, run_key,
    e.version, hub_key, e.before, e.after, case when by = 'PERSON' then 'DESKTOP' else 'JOB' end, e.at, e.effective_at
  from fleet_terms t, fleet_run r,
  lateral (
    select jsonb_build_object('resellerId', reseller_id, 'billingZone', t.billing_zone, 'confirmBy', confirm_by,
        'confirmedAt', confirmed_at, 'status', 'ACTIVE', 'expiresAt', null, 'endCause', null) as on_state,
      jsonb_build_object('status', 'INACTIVE', 'endedAt', ended_at, 'endReason', end_reason) as off_state,
      jsonb_build_object('status', 'EXPIRING', 'expiresAt', coalesce(expires_at, ended_at), 'endCause', coalesce(end_cause, 'DEACTIVATED'))
        as ending
  ) s,
  lateral (values
    ('package.activated', 'PERSON', 1, null,
      on_state || jsonb_build_object('confirmBy', activated_at + interval '24 hours', 'confirmedAt', null), activated_at, activated_at),
    ('package.confirmed', 'NETWORK', 2, null, jsonb_build_object('confirmedAt', confirmed_at, 'confirmBy', null),
      confirmed_at, confirmed_at),
    ('package.expiry_scheduled', 'PERSON', 3, on_state, on_state || ending, scheduled_at, coalesce(expires_at, ended_at)),
    ('package.stopped', 'PERSON', 3, on_state, off_state, case when end_reason = 'STOPPED' then ended_at end, ended_at),
    ('package.expired', 'JOB', 4, on_state || ending, off_state,
      case when end_reason = 'EXPIRED' then ended_at + interval '3 seconds' end, ended_at),
    ('package.activation_failed', 'JOB', 2, on_state, off_state,
      case when end_reason = 'ACTIVATION_FAILED' then ended_at + interval '3 seconds' end, ended_at)
  ) e (action, by, version, before, after, at, effective_at)
  where n between $1 and $2 and e.at is not null`;

/**
 * The ledger of the month rollover for runs that ended with a month, and the figures of its runs: month by month, so that
 * two connections never hold what the other one wants.
 */
export const rolloverStatement = `
  insert into rollover_run as r (id, month, time_zone, clock_id, due_at, status, due_count, ended_count, lateness_ms,
    started_at, finished_at)
  select gen_random_uuid(), e.month, t.billing_zone, t.clock_id, max(ended_at), 'COMPLETE', count(*), count(*), 3000,
    max(ended_at), max(ended_at) + interval '3 seconds'
  from fleet_terms t, fleet_run e where n between $1 and $2 and end_reason = 'EXPIRED'
  group by e.month, t.billing_zone, t.clock_id order by e.month
  on conflict (month, time_zone, clock_id) do update
    set due_count = r.due_count + excluded.due_count, ended_count = r.ended_count + excluded.ended_count`;

export const entryStatement = `
  insert into rollover_entry (hub_package_id, run_id)
  select e.run_key, r.id from fleet_terms t, fleet_run e, rollover_run r
  where n between $1 and $2 and end_reason = 'EXPIRED' and r.month = e.month and r.time_zone = t.billing_zone
    and r.clock_id is not distinct from t.clock_id`;
