import type { Client } from "pg";
import { say } from "../command";
import { findFleetOwner } from "./fleet-company";
import { fleetMark } from "./fleet-terms";
import { writeNumber } from "./write-number";

export type FleetRemoval = { companyName: string; hubs: number };

/** So many hubs go in one transaction: a portal in use cannot write history meanwhile. */
const chunkSize = 10_000;

/** The next hubs to go, and the SIM cards that go with them: those they hold, and those their runs were on. */
const choose = `
  create temporary table leaving_hub on commit drop as
  select h.id, h.object_id from hub h join secured_object o on o.company_id = h.company_id and o.id = h.object_id
  where h.company_id = $1 and o.reference like $2 limit ${chunkSize}`;

const chooseSims = `
  create temporary table leaving_sim on commit drop as
  select s.id from ajax_sim s join leaving_hub l on l.id = s.hub_id
  union select p.sim_id from hub_package p join leaving_hub l on l.id = p.hub_id`;

/** Entries leave the ledger, and their runs count them no more; a run that held nothing else goes. */
const emptyLedger = `
  with gone as (
    delete from rollover_entry e using hub_package p, leaving_hub l
    where p.id = e.hub_package_id and l.id = p.hub_id returning e.run_id, e.outcome
  ), counted as (
    select run_id, count(*) filter (where outcome = 'ENDED') as ended, count(*) filter (where outcome = 'FAILED') as failed
    from gone group by run_id
  )
  update rollover_run r set due_count = r.due_count - c.ended - c.failed, ended_count = r.ended_count - c.ended,
    failed_count = r.failed_count - c.failed
  from counted c where r.id = c.run_id`;

const dropEmptyRuns = `
  delete from rollover_run r where r.status = 'COMPLETE' and r.due_count = 0
    and not exists (select from rollover_entry e where e.run_id = r.id)`;

/**
 * History is written once, even for its owner. A fleet's is invented, so its entries may go with it: the guard is off
 * for this one statement, under a lock that lets nobody else use the gap.
 */
const forgetHistory = [
  "alter table audit_entry disable trigger audit_entry_append_only",
  "delete from audit_entry a using leaving_hub l where a.hub_id = l.id",
  "alter table audit_entry enable trigger audit_entry_append_only",
];

/** A SIM whose hub goes while the run on it stays with a hub of the next chunk waits for that one. */
const dropEquipment = [
  "delete from hub_package p using leaving_hub l where p.hub_id = l.id",
  "delete from service_task t using leaving_hub l where t.hub_id = l.id",
  `update ajax_sim s set hub_id = null, slot = null from leaving_sim l
   where s.id = l.id and exists (select from hub_package p where p.sim_id = s.id)`,
  `delete from ajax_sim s using leaving_sim l
   where s.id = l.id and not exists (select from hub_package p where p.sim_id = s.id)`,
  "delete from device d using leaving_hub l where d.hub_id = l.id",
  "delete from hub_group g using leaving_hub l where g.hub_id = l.id",
  "delete from room r using leaving_hub l where r.hub_id = l.id",
  "delete from station s using leaving_hub l where s.hub_id = l.id",
  "delete from station_user u using leaving_hub l where u.hub_id = l.id",
  "delete from hub h using leaving_hub l where h.id = l.id",
  `delete from secured_object o where o.id in (select object_id from leaving_hub)
     and not exists (select from hub h where h.object_id = o.id)`,
];

/**
 * Removes a company's fleet with everything that was made or happened on its hubs since, and nothing else. Each
 * transaction leaves a consistent rest, so what was interrupted can be called again. Throws a Problem for an unknown
 * company.
 */
export async function removeFleet(client: Client, companySlug: string): Promise<FleetRemoval> {
  const company = await findFleetOwner(client, companySlug);
  let hubs = 0;
  for (;;) {
    const gone = await removeChunk(client, company.id);
    if (gone === 0) return { companyName: company.name, hubs };
    hubs += gone;
    if (gone === chunkSize) say(`${writeNumber(hubs)} hubs removed …`);
  }
}

async function removeChunk(client: Client, companyId: string): Promise<number> {
  await client.query("begin");
  try {
    const chosen = await client.query(choose, [companyId, `${fleetMark}%`]);
    const hubs = chosen.rowCount ?? 0;
    if (hubs > 0) await removeChosen(client, companyId);
    await client.query("commit");
    return hubs;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function removeChosen(client: Client, companyId: string): Promise<void> {
  await client.query(chooseSims);
  await client.query("analyze leaving_hub, leaving_sim");
  await client.query("delete from outbox o using leaving_hub l where o.company_id = $1 and o.hub_id = l.id", [
    companyId,
  ]);
  for (const statement of [emptyLedger, dropEmptyRuns, ...forgetHistory, ...dropEquipment])
    await client.query(statement);
}
