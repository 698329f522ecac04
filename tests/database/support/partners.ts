import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { CompanyContext } from "@/lib/server/context";
import { addDealer, connect, contextOf, type Dealer, type Person, type ResellerOfTest } from "./dealer";
import { type Sandbox, showInstant } from "./fleet";

/** A reseller's company with one person of each role. */
export type Office = Dealer & { reseller: ResellerOfTest };

/** A dealer with a clock of its own and two resellers on it; its fleet runs on the first one's connection. */
export type Partners = Sandbox & { first: Office; second: Office; secondConnectionId: string };

/** Makes a reseller with an office, on a clock. */
export async function addOffice(owner: Client, clockId: string | null, name: string): Promise<Office> {
  const company = await addDealer(owner, { isEnrolled: false });
  const reseller = { id: randomUUID(), companyId: company.id, name };
  await owner.query("update company set clock_id = $1, name = $2 where id = $3", [clockId, name, company.id]);
  await owner.query(
    `insert into reseller (id, company_id, request_email, countries, currency) values ($1, $2, $3, '{UA}', 'EUR')`,
    [reseller.id, company.id, `requests-${reseller.id}@test.example`],
  );
  return { ...company, name, clockId, reseller };
}

/** Makes a dealer whose clock shows `now`, connected to two resellers on the same clock. */
export async function addPartners(
  owner: Client,
  options: { now: Temporal.Instant; timeZone?: string },
): Promise<Partners> {
  const dealer = await addDealer(owner, { timeZone: options.timeZone ?? "Europe/Kyiv" });
  if (!dealer.clockId) throw new Error("A dealer of a test has a clock.");
  const first = await addOffice(owner, dealer.clockId, "First payer");
  const second = await addOffice(owner, dealer.clockId, "Second payer");
  // Not long before: each month since the first connection has a statement to close.
  const since = options.now.subtract({ hours: 24 * 90 });
  const connectionId = await connect(owner, dealer, first.reseller, since);
  const secondConnectionId = await connect(owner, dealer, second.reseller, since);
  await showInstant(owner, dealer.clockId, options.now);
  const own = { ...dealer, clockId: dealer.clockId, reseller: first.reseller, connectionId };
  return { ...own, first, second, secondConnectionId };
}

/** Makes the context the gate would make for a person on the reseller's side. */
export function officeContextOf(office: Office, person: Person, options: { key?: string } = {}): CompanyContext {
  return { ...contextOf(office, person, options), side: "reseller" };
}

/** Reads the version that a form about a connection, drawn now, would carry. */
export async function connectionRef(
  owner: Client,
  connectionId: string,
): Promise<{ connectionId: string; version: number }> {
  const { rows } = await owner.query<{ version: number }>("select version from reseller_connection where id = $1", [
    connectionId,
  ]);
  return { connectionId, version: rows[0]?.version ?? 0 };
}

/** A connection as it is stored. */
export type ConnectionOfTest = {
  state: string;
  endMonth: string | null;
  endingBy: string | null;
  closedAt: Date | null;
  requestClosedAt: Date | null;
  warnedDays: number | null;
  proposedMonth: string | null;
};

export async function connectionOf(owner: Client, connectionId: string): Promise<ConnectionOfTest> {
  const { rows } = await owner.query<ConnectionOfTest>(
    `select n.state::text as state, n.end_month as "endMonth", n.ending_by_name as "endingBy", n.closed_at as "closedAt",
       q.closed_at as "requestClosedAt", n.warned_days as "warnedDays", n.proposed_month as "proposedMonth"
     from reseller_connection n join connection_request q on q.id = n.request_id where n.id = $1`,
    [connectionId],
  );
  const [row] = rows;
  if (!row) throw new Error("There is no such connection.");
  return row;
}

/** A run of a package as it is stored. */
export type RunState = {
  status: string;
  reseller: string;
  expiresAt: Date | null;
  endCause: string | null;
  endedAt: Date | null;
  endReason: string | null;
  activatedAt: Date;
  confirmedAt: Date | null;
};

/** Reads the runs of a hub, the first one first. */
export async function runsOfHub(owner: Client, hubKey: string): Promise<RunState[]> {
  const { rows } = await owner.query<RunState>(
    `select p.status::text as status, c.name as reseller, p.expires_at as "expiresAt", p.end_cause::text as "endCause",
       p.ended_at as "endedAt", p.end_reason::text as "endReason", p.activated_at as "activatedAt",
       p.confirmed_at as "confirmedAt"
     from hub_package p join reseller r on r.id = p.reseller_id join company c on c.id = r.company_id
     where p.hub_id = $1 order by p.activated_at, p.ended_at nulls last`,
    [hubKey],
  );
  return rows;
}

/** Reads whom mails of a template went to, by the company they were about. */
export async function mailsOf(owner: Client, template: string, companyIds: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ companyId: string }>(
    `select distinct company_id as "companyId" from mail_message where template = $1 and company_id = any($2)`,
    [template, companyIds],
  );
  return rows.map(({ companyId }) => companyId).sort();
}
