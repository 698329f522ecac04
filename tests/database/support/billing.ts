import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { realNow } from "@/lib/clock";
import type { BilledRun, BillingPolicy } from "@/lib/domain/billing-policy";
import { addDealer, addReseller, connect, type Dealer, type ResellerOfTest } from "./dealer";

/** A dealer and a reseller on one clock, with the terms that hold in all months. */
export type Billing = Dealer & { clockId: string; reseller: ResellerOfTest; connectionId: string };

export type TermsOfTest = {
  policy?: BillingPolicy;
  feeMinor?: number;
  trialDays?: number;
  dealerFeeMinor?: number | null;
};

/** The first month there could be. */
const always = "2000-01";

/** Makes a reseller with terms and a dealer of its, both on one clock that shows `now`. The connection is as old as `since`. */
export async function addBilling(
  owner: Client,
  options: TermsOfTest & { now: Temporal.Instant; since: Temporal.Instant; timeZone?: string },
): Promise<Billing> {
  const dealer = await addDealer(owner, { timeZone: options.timeZone ?? "Europe/Kyiv" });
  const reseller = await addReseller(owner);
  const clockId = await addClock(owner, options.now);
  await owner.query("update company set clock_id = $3 where id in ($1, $2)", [reseller.companyId, dealer.id, clockId]);
  const { policy = "FULL_MONTH", feeMinor = 200 } = options;
  await owner.query("insert into reseller_terms (reseller_id, from_month, policy) values ($1, $2, $3)", [
    reseller.id,
    always,
    policy,
  ]);
  await owner.query(
    "insert into offer_price (reseller_id, offer_id, from_month, fee_minor) select $1, id, $2, $3 from package_offer",
    [reseller.id, always, feeMinor],
  );
  const connectionId = await connectSince(owner, { dealer, reseller, ...options });
  return { ...dealer, clockId, reseller, connectionId };
}

/** Makes a clock that shows `now`, which may lie in the past: from there it only goes forward. */
async function addClock(owner: Client, now: Temporal.Instant): Promise<string> {
  const id = randomUUID();
  const offsetMs = now.epochMilliseconds - realNow().epochMilliseconds;
  await owner.query("insert into simulation_clock (id, name, offset_ms) values ($1, $2, $3)", [id, id, offsetMs]);
  return id;
}

/** Connects both as of `since` with the dealer's part of the terms. Returns the connection's id. */
export async function connectSince(
  owner: Client,
  given: TermsOfTest & { dealer: Dealer; reseller: ResellerOfTest; since: Temporal.Instant },
): Promise<string> {
  const { dealer, reseller, since, trialDays = 0, dealerFeeMinor = null } = given;
  const connectionId = await connect(owner, dealer, reseller, since);
  await owner.query(
    "insert into connection_terms (connection_id, from_month, trial_days, dealer_fee_minor) values ($1, $2, $3, $4)",
    [connectionId, always, trialDays, dealerFeeMinor],
  );
  return connectionId;
}

/** One run as a test tells it; `activatedAt` is the confirmation unless said otherwise. */
export type RunOfTest = BilledRun & { activatedAt?: Temporal.Instant; connectionId?: string; resellerId?: string };

export type HubWithRuns = { key: string; hubId: string };

type Row = {
  id: string;
  previous: string | null;
  hub: string;
  zone: string;
  connection: string;
  reseller: string;
  activated: string;
  confirmed: string | null;
  ended: string | null;
};

/**
 * Adds a hub for each list of runs, in the order of time, as the portal's own commands would leave them: each run starts
 * active, and the last one of a hub is live where it has no end. Returns the hubs in the same order.
 */
export async function addRuns(
  owner: Client,
  billing: Pick<Billing, "id" | "reseller" | "connectionId">,
  runs: readonly (readonly RunOfTest[])[],
): Promise<HubWithRuns[]> {
  const objectId = randomUUID();
  const hubs = runs.map(() => ({ key: randomUUID(), sim: randomUUID() }));
  await owner.query("begin");
  const made = await addHubs(owner, { companyId: billing.id, objectId, hubs });
  const rounds = Math.max(0, ...runs.map((list) => list.length));
  let previous: (string | null)[] = runs.map(() => null);
  for (let round = 0; round < rounds; round++) {
    const rows = runs.flatMap((list, index) => {
      const run = list[round];
      const hub = hubs[index];
      return run && hub ? [{ ...toRow(run, billing), hub: hub.key, previous: previous[index] ?? null, index }] : [];
    });
    await addRound(owner, rows);
    previous = previous.map((id, index) => rows.find((row) => row.index === index)?.id ?? id);
  }
  await owner.query("commit");
  return made;
}

function toRow(run: RunOfTest, billing: Pick<Billing, "reseller" | "connectionId">): Omit<Row, "hub" | "previous"> {
  const activated = run.activatedAt ?? run.confirmedAt ?? run.endedAt?.subtract({ hours: 24 });
  if (!activated) throw new Error("A run of a test has some instant.");
  return {
    id: randomUUID(),
    zone: run.zone,
    connection: run.connectionId ?? billing.connectionId,
    reseller: run.resellerId ?? billing.reseller.id,
    activated: activated.toString(),
    confirmed: run.confirmedAt?.toString() ?? null,
    ended: run.endedAt?.toString() ?? null,
  };
}

type HubsToAdd = { companyId: string; objectId: string; hubs: { key: string; sim: string }[] };

async function addHubs(owner: Client, { companyId, objectId, hubs }: HubsToAdd): Promise<HubWithRuns[]> {
  const given = JSON.stringify(hubs);
  await owner.query(
    `insert into secured_object (id, company_id, name, address, created_at) values ($1, $2, 'Shop', 'Main street 1', now())`,
    [objectId, companyId],
  );
  const { rows } = await owner.query<HubWithRuns>(
    `insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, has_ethernet,
       malfunctions, created_at)
     select key, $1, $2, lpad(upper(to_hex(n + (select count(*) from hub))), 8, '0'), 'Hub ' || n, 'HUB_2', '2.9.0', true,
       now(), true, '{}', now() from rows from (jsonb_to_recordset($3::jsonb) as (key uuid)) with ordinality h (key, n)
     returning id as key, hub_id as "hubId"`,
    [companyId, objectId, given],
  );
  await owner.query(
    `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot)
     select g.sim, h.company_id, '8939' || lpad(('x' || h.hub_id)::bit(32)::bigint::text, 15, '0'), 'AJAX', h.id, 1
     from jsonb_to_recordset($1::jsonb) as g (key uuid, sim uuid) join hub h on h.id = g.key`,
    [given],
  );
  return rows;
}

async function addRound(owner: Client, rows: Row[]): Promise<void> {
  const given = JSON.stringify(rows);
  await owner.query(
    `insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, previous_id, status,
       billing_zone, activated_at, confirm_by, confirmed_at)
     select g.id, h.company_id, h.id, s.id, o.id, g.reseller, g.connection, g.previous, 'ACTIVE', g.zone, g.activated,
       case when g.confirmed is null then g.activated + interval '24 hours' end, g.confirmed
     from jsonb_to_recordset($1::jsonb) as g (id uuid, hub uuid, previous uuid, reseller uuid, connection uuid, zone text,
       activated timestamptz, confirmed timestamptz)
     join hub h on h.id = g.hub join ajax_sim s on s.hub_id = h.id cross join package_offer o`,
    [given],
  );
  await owner.query(
    `update hub_package p set status = 'INACTIVE', ended_at = g.ended, version = 2,
       end_reason = (case when g.confirmed is null then 'ACTIVATION_FAILED' else 'STOPPED' end)::"EndReason"
     from jsonb_to_recordset($1::jsonb) as g (id uuid, ended timestamptz, confirmed timestamptz)
     where p.id = g.id and g.ended is not null`,
    [given],
  );
  await owner.query(
    `update ajax_sim s set desired_status = 'ENABLED', desired_version = s.desired_version + 1, desired_at = p.activated_at
     from hub_package p where p.sim_id = s.id and p.status <> 'INACTIVE' and s.desired_status = 'DISABLED'`,
  );
}

/** Lets a hub's live run end with a month, as Deactivate would. */
export async function endWithMonth(owner: Client, hubKey: string, expiresAt: Temporal.Instant): Promise<void> {
  await owner.query(
    `update hub_package set status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = activated_at, expires_at = $2,
       version = version + 1 where hub_id = $1 and status = 'ACTIVE'`,
    [hubKey, expiresAt.toString()],
  );
}

/** Stops everything that runs at a dealer, as Stop now would. */
export async function stopAll(owner: Client, companyId: string, at: Temporal.Instant): Promise<void> {
  await owner.query(
    `with ended as (
       update hub_package set status = 'INACTIVE', ended_at = $2, end_reason = 'STOPPED', expires_at = null,
         end_cause = null, version = version + 1 where company_id = $1 and status <> 'INACTIVE' returning sim_id)
     update ajax_sim s set desired_status = 'DISABLED', desired_version = s.desired_version + 1
     from ended where s.id = ended.sim_id`,
    [companyId, at.toString()],
  );
}
