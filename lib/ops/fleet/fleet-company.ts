import type { Client } from "pg";
import { clockNow } from "@/lib/clock";
import { type BillingMonth, nextMonth, startOfMonth } from "@/lib/domain/billing-month";
import { Problem } from "../command";

export type FleetConnection = { id: string; resellerId: string; resellerCompanyId: string };

/** A company as a fleet needs it. */
export type FleetCompany = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  clockId: string | null;
  /** The company's time. */
  now: Temporal.Instant;
  offerId: string;
  /** Accounts of the people who install and manage. */
  staff: { id: string; name: string }[];
  /** Pays for everything but what ends with a connection. */
  payer: FleetConnection;
  /** A connection that ends, with the first instant after it; null where no connection does. */
  ending: (FleetConnection & { endMonth: BillingMonth; endsAt: Temporal.Instant }) | null;
};

type CompanyRow = {
  id: string;
  name: string;
  timeZone: string;
  clockId: string | null;
  offsetMs: string;
  isEnrolled: boolean;
};
type ConnectionRow = FleetConnection & { endMonth: BillingMonth | null };

/** Finds the company that a fleet belongs to, enrolled or not. Throws a Problem that lists the companies there are. */
export async function findFleetOwner(client: Client, slug: string): Promise<CompanyRow> {
  const { rows } = await client.query<CompanyRow>(
    `select c.id, c.name, c.time_zone as "timeZone", c.clock_id as "clockId", coalesce(k.offset_ms, 0) as "offsetMs",
       exists (select from dealer_enrollment d where d.company_id = c.id) as "isEnrolled"
     from company c left join simulation_clock k on k.id = c.clock_id where c.slug = $1 and c.deleted_at is null`,
    [slug],
  );
  if (rows[0]) return rows[0];
  const { rows: others } = await client.query<{ slug: string }>(
    "select c.slug from company c join dealer_enrollment d on d.company_id = c.id where c.deleted_at is null order by 1 limit 10",
  );
  const hint =
    others.length > 0 ? `there are ${others.map((other) => other.slug).join(", ")}` : "start npm run demo first";
  throw new Problem(`There is no company ${slug}: ${hint}.`);
}

/** Reads everything a fleet of `slug` depends on. Throws a Problem where the company may not activate Ajax Services. */
export async function readFleetCompany(client: Client, slug: string): Promise<FleetCompany> {
  const { isEnrolled, offsetMs, ...company } = await findFleetOwner(client, slug);
  if (!isEnrolled) throw new Problem(`${company.name} does not offer Ajax Services, so it can have no fleet.`);

  const now = clockNow(Number(offsetMs));
  const connections = await readConnections(client, company.id);
  const payer = connections.find(({ endMonth }) => endMonth === null);
  if (!payer) throw new Problem(`${company.name} has no reseller, so nobody would pay for a fleet: connect one first.`);
  const offers = await client.query<{ id: string }>("select id from package_offer order by code limit 1");
  const offer = offers.rows[0];
  if (!offer)
    throw new Problem("There is no package on offer, so nothing could be activated: seed the database first.");

  const ending = endingAfter(connections, company.timeZone, now);
  return { ...company, slug, now, offerId: offer.id, staff: await readStaff(client, company.id), payer, ending };
}

async function readConnections(client: Client, companyId: string): Promise<ConnectionRow[]> {
  const { rows } = await client.query<ConnectionRow>(
    `select n.id, n.reseller_id as "resellerId", r.company_id as "resellerCompanyId", n.end_month as "endMonth"
     from reseller_connection n join reseller r on r.id = n.reseller_id
     where n.company_id = $1 and n.state <> 'CLOSED' order by n.opened_at, n.id`,
    [companyId],
  );
  return rows;
}

function endingAfter(connections: ConnectionRow[], zone: string, now: Temporal.Instant): FleetCompany["ending"] {
  for (const connection of connections) {
    const { endMonth } = connection;
    if (endMonth === null) continue;
    const endsAt = startOfMonth(nextMonth(endMonth), zone);
    if (Temporal.Instant.compare(endsAt, now) > 0) return { ...connection, endMonth, endsAt };
  }
  return null;
}

async function readStaff(client: Client, companyId: string): Promise<FleetCompany["staff"]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `select a.id, a.name from employee e join pro_account a on a.id = e.account_id
     where e.company_id = $1 and e.state = 'ACTIVE' order by e.role, a.email`,
    [companyId],
  );
  return rows;
}
