import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { realNow } from "@/lib/clock";
import { addDealer, addReseller, connect, type Dealer, type ResellerOfTest, type TestHub } from "./dealer";

/** A dealer with a clock of its own, connected to a reseller. */
export type Sandbox = Dealer & { clockId: string; reseller: ResellerOfTest; connectionId: string };

/**
 * How the packages of a fleet stand. Instants are by the company's clock; without `expiresAt` they are active, with
 * `confirmBy` their SIM has not reported yet, and never will unless `fault` says otherwise. Hubs are `name` and a number.
 */
export type FleetShape = {
  name?: string;
  count?: number;
  activatedAt: Temporal.Instant;
  expiresAt?: Temporal.Instant;
  confirmBy?: Temporal.Instant;
  fault?: "STUCK" | "SLOW" | null;
};

export type FleetHub = TestHub & { packageId: string };

/** Makes a dealer whose clock shows `now`, in a zone, connected to a reseller of its own. */
export async function addSandbox(
  owner: Client,
  options: { now: Temporal.Instant; timeZone?: string },
): Promise<Sandbox> {
  const dealer = await addDealer(owner, { timeZone: options.timeZone ?? "Europe/Kyiv" });
  if (!dealer.clockId) throw new Error("A dealer of a test has a clock.");
  const reseller = await addReseller(owner);
  const connectionId = await connect(owner, dealer, reseller);
  const sandbox = { ...dealer, clockId: dealer.clockId, reseller, connectionId };
  await showInstant(owner, sandbox.clockId, options.now);
  return sandbox;
}

/** Puts a clock to an instant and runs nothing. Real time goes on from there. */
export async function showInstant(owner: Client, clockId: string, at: Temporal.Instant): Promise<void> {
  const offsetMs = at.epochMilliseconds - realNow().epochMilliseconds;
  await owner.query("update simulation_clock set offset_ms = $2 where id = $1", [clockId, offsetMs]);
}

/** Adds hubs with a live package each, in few statements. Returns them in the order in which batches take them. */
export async function addFleet(owner: Client, sandbox: Sandbox, shape: FleetShape): Promise<FleetHub[]> {
  const objectId = randomUUID();
  await owner.query("begin");
  await addHubs(owner, sandbox, { objectId, name: shape.name ?? "Hub", count: shape.count ?? 1 });
  await addSims(owner, { ...shape, objectId });
  await owner.query("analyze hub, ajax_sim");
  await addPackages(owner, sandbox, { ...shape, objectId });
  // The triggers of this session keep the plans of small tables otherwise, and read large ones row by row.
  await owner.query("analyze hub_package");
  await owner.query("commit");
  const { rows } = await owner.query<FleetHub>(
    `select h.id as key, h.hub_id as "hubId", h.object_id as "objectId", p.sim_id as "simId", p.id as "packageId"
     from hub h join hub_package p on p.hub_id = h.id where h.object_id = $1 order by p.id`,
    [objectId],
  );
  return rows;
}

/** Adds one hub with a live package. */
export async function addLiveHub(owner: Client, sandbox: Sandbox, shape: FleetShape): Promise<FleetHub> {
  const [hub] = await addFleet(owner, sandbox, { ...shape, count: 1 });
  if (!hub) throw new Error("A fleet of one has a hub.");
  return hub;
}

type HubsToAdd = { objectId: string; name: string; count: number };

async function addHubs(owner: Client, sandbox: Sandbox, { objectId, name, count }: HubsToAdd): Promise<void> {
  await owner.query(
    `insert into secured_object (id, company_id, name, address, created_at) values ($1, $2, 'Shop', 'Main street 1', now())`,
    [objectId, sandbox.id],
  );
  await owner.query(
    `insert into hub (id, company_id, object_id, hub_id, name, model, firmware, is_online, online_since, has_ethernet,
       ethernet, malfunctions, created_at)
     select gen_random_uuid(), $1, $2, lpad(upper(to_hex(i + (select count(*) from hub))), 8, '0'), $3 || ' ' || i,
       'HUB_2', '2.9.0', true, now(), true, '{"enabled":true}', '{}', now() from generate_series(1, $4::int) i`,
    [sandbox.id, objectId, name, count],
  );
}

async function addSims(owner: Client, shape: FleetShape & { objectId: string }): Promise<void> {
  await owner.query(
    `insert into ajax_sim (id, company_id, iccid, kind, hub_id, slot, desired_status, desired_version, desired_at,
       reported_status, reported_version, reported_at, card_status, card_version)
     select gen_random_uuid(), company_id, '8939' || lpad(('x' || hub_id)::bit(32)::bigint::text, 15, '0'), 'AJAX', id, 1,
       'ENABLED', 1, $2, case when $3 then 'ENABLED'::"SimPower" end, $3::int, case when $3 then $2::timestamptz end,
       case when $3 then 'ENABLED' else 'DISABLED' end::"SimPower", $3::int
     from hub where object_id = $1`,
    [shape.objectId, shape.activatedAt.toString(), !shape.confirmBy],
  );
  const fault = shape.fault === undefined && shape.confirmBy ? "STUCK" : (shape.fault ?? null);
  if (fault) await addFaults(owner, shape.objectId, fault);
}

const faultKinds = { STUCK: "SIM_STUCK", SLOW: "GATEWAY_SLOW" } as const;

async function addFaults(owner: Client, objectId: string, fault: "STUCK" | "SLOW"): Promise<void> {
  await owner.query(
    `insert into simulated_fault (id, kind, company_id, sim_id, options, injected_at, injected_by)
     select gen_random_uuid(), $2::"FaultKind", s.company_id, s.id, '{"seconds":20}', now(), 'Test'
     from ajax_sim s join hub h on h.id = s.hub_id where h.object_id = $1`,
    [objectId, faultKinds[fault]],
  );
}

async function addPackages(owner: Client, sandbox: Sandbox, shape: FleetShape & { objectId: string }): Promise<void> {
  const activatedAt = shape.activatedAt.toString();
  await owner.query(
    `insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, status,
       billing_zone, activated_at, confirm_by, confirmed_at)
     select gen_random_uuid(), h.company_id, h.id, s.id, o.id, $2, $3, 'ACTIVE', $4, $5, $6, $7
     from hub h join ajax_sim s on s.hub_id = h.id cross join package_offer o where h.object_id = $1`,
    [
      shape.objectId,
      sandbox.reseller.id,
      sandbox.connectionId,
      sandbox.timeZone,
      activatedAt,
      shape.confirmBy?.toString() ?? null,
      shape.confirmBy ? null : activatedAt,
    ],
  );
  if (!shape.expiresAt) return;
  await owner.query(
    `update hub_package p set status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = activated_at,
       expires_at = $2, version = 2 from hub h where h.id = p.hub_id and h.object_id = $1`,
    [shape.objectId, shape.expiresAt.toString()],
  );
}
