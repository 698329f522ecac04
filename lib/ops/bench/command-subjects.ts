import type { Client } from "pg";
import { clockNow } from "@/lib/clock";
import type { EmployeeRole } from "@/lib/domain/roles";
import type { CompanyContext } from "@/lib/server/context";
import { proveAccountId, proveCompanyId } from "@/lib/server/ids";

/** A hub with a running package. `version` is the hub's at the start. */
export type Subject = { objectId: string; hubId: string; version: number };

type ActorRow = {
  companyId: string;
  companySlug: string;
  companyName: string;
  timeZone: string;
  clockId: string | null;
  offsetMs: string;
  role: EmployeeRole;
  accountId: string;
  name: string;
  email: string;
};

/** Makes the context that the gate would make for a manager of the dealer. */
export async function readContext(client: Client, companySlug: string): Promise<CompanyContext> {
  const { rows } = await client.query<ActorRow>(
    `select c.id as "companyId", c.slug as "companySlug", c.name as "companyName", c.time_zone as "timeZone",
       c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs", e.role::text as role, a.id as "accountId", a.name, a.email
     from company c left join simulation_clock k on k.id = c.clock_id join employee e on e.company_id = c.id
     join pro_account a on a.id = e.account_id
     where c.slug = $1 and e.state = 'ACTIVE' and e.role = 'SERVICE_MANAGER' order by a.email limit 1`,
    [companySlug],
  );
  const row = rows[0];
  if (!row) throw new Error(`${companySlug} has no manager.`);
  const { accountId, name, email, offsetMs, companyId, ...company } = row;
  return {
    ...company,
    companyId: proveCompanyId(companyId),
    side: "dealer",
    isFinanceGranted: false,
    account: { id: proveAccountId(accountId), name, email, timeZone: null },
    now: clockNow(Number(offsetMs)),
    clockOffsetMs: BigInt(offsetMs),
    origin: "DESKTOP",
    requestId: "bench",
    assignedOnly: null,
    command: null,
  };
}

/** Lists hubs whose package runs on a connection that stays. */
export async function listSubjects(client: Client, companyId: string, limit: number): Promise<Subject[]> {
  const { rows } = await client.query<Subject>(
    `select h.object_id as "objectId", h.hub_id as "hubId", h.version from hub h
     join hub_package p on p.hub_id = h.id and p.status = 'ACTIVE' and p.confirmed_at is not null
     join reseller_connection n on n.id = p.connection_id and n.state = 'OPEN'
     where h.company_id = $1 order by h.hub_id limit $2`,
    [companyId, limit],
  );
  return rows;
}
