import { randomUUID } from "node:crypto";
import { globSync } from "node:fs";
import { expect, type Page } from "playwright/test";
import { writeHubInvitationToken } from "@/lib/auth/hub-invitation-token";
import { mintToken } from "@/lib/auth/secret-token";
import { writeStopToken } from "@/lib/auth/stop-token";
import type { Database } from "./database";
import { addFailingLink, type Resident } from "./residents";
import {
  addAccount,
  addDoor,
  addEmployee,
  addHub,
  type Company,
  findCompany,
  type Person,
  type TestHub,
} from "./world";

/** Who has to be signed in to see a screen. */
export type Onlooker = "stranger" | "person" | "dealer" | "reseller" | "admin" | "resident";

/** A page of the portal by its file, and an address of it in this database. */
export type Screen = { route: string; path: string };

/** What stands for the parts in brackets, by their names, or for a whole route. */
type Values = Record<string, string>;

/** So many pages each onlooker has at least: a walk that sees fewer has lost some. */
const least: Record<Onlooker, number> = { stranger: 9, person: 14, dealer: 25, reseller: 8, admin: 4, resident: 4 };

/** Every page there is, as its route. Pages of the benchmarks are none. */
function routesOf(onlooker: Onlooker): string[] {
  const files = globSync("app/**/page{,.demo}.tsx").map((file) => file.replaceAll("\\", "/"));
  const routes = files.map((file) => file.replace(/^app/, "").replace(/\/page(\.demo)?\.tsx$/, ""));
  const own = routes.filter((route) => onlookerOf(route) === onlooker && !redirecting.has(route)).sort();
  if (own.length < least[onlooker]) throw new Error(`Only ${own.length} pages of a ${onlooker} were found.`);
  return own;
}

/** Pages that only lead on. */
const redirecting = new Set(["", "/c/[companySlug]", "/c/[companySlug]/company/employees/me"]);

function onlookerOf(route: string): Onlooker {
  const [, first, second] = route.split("/");
  if (first === "home") return second === "(area)" ? "resident" : "stranger";
  if (first === "c") return "dealer";
  if (first === "r") return "reseller";
  if (first === "admin") return "admin";
  return first === "account" ? "person" : "stranger";
}

/**
 * Turns routes into addresses. Throws for a part of an address that nothing stands for: say below what does, so that the
 * new page is looked at like all others.
 */
export function screensOf(onlooker: Onlooker, values: Values): Screen[] {
  return routesOf(onlooker).map((route) => {
    const shown = route.replace(/\/\([^)]*\)/g, "");
    return { route, path: values[route] ?? shown.replace(/\[(\w+)\]/g, (_, name) => standIn(values, route, name)) };
  });
}

function standIn(values: Values, route: string, name: string): string {
  const value = values[name];
  if (value === undefined)
    throw new Error(`tests/browser/support/every-screen.ts does not know [${name}] of ${route}.`);
  return value;
}

/** What a company sees that is no dealer yet and has nothing. */
export function screensOfBeginner({ slug }: Company): Screen[] {
  return [
    "objects",
    "sims",
    "services",
    "company",
    "company/services",
    "company/services/enroll",
    "company/employees",
    "company/integrations",
  ].map((part) => ({ route: `${part} of a company that begins`, path: `/c/${slug}/${part}` }));
}

/** Makes a link of each kind that a mail brings, and a mail. */
export async function valuesForStranger(database: Database): Promise<Values> {
  const person = await addAccount(database);
  const oldest = () =>
    database.rows<{ id: string }>("select id from mail_message where subject is not null order by created_at limit 1");
  await expect.poll(async () => (await oldest()).length, "The worker has rendered a mail.").toBe(1);
  const [mail = { id: "" }] = await oldest();
  const link = async (purpose: string) => {
    const { token, tokenHash } = mintToken();
    await database.write([
      [
        `insert into account_token (id, purpose, account_id, email, token_hash, created_at, expires_at)
         values ($1, $2::"TokenPurpose", $3, $4, $5, now(), now() + interval '30 minutes')`,
        [randomUUID(), purpose, person.id, person.email, tokenHash],
      ],
    ]);
    return token;
  };
  return {
    mailId: mail.id,
    // One that waits no more; the form of one that does is part of a journey.
    "/home/(door)/join/[token]": `/home/join/${writeHubInvitationToken(randomUUID())}`,
    "/(auth)/change-email/[token]": `/change-email/${await link("CHANGE_EMAIL")}`,
    "/(auth)/reset-password/[token]": `/reset-password/${await link("RESET_PASSWORD")}`,
    "/(auth)/verify-email/[token]": `/verify-email/${await link("CONFIRM_EMAIL")}`,
    "/(auth)/stop-mails/[token]": `/stop-mails/${writeStopToken({ accountId: person.id, template: "month-end-preview" })}`,
  };
}

/** Invites a person to a company of the demo. */
export async function valuesForPerson(database: Database, person: Person): Promise<Values> {
  return { token: await invite(database, "dnipro", person.email) };
}

async function invite(database: Database, slug: string, email: string): Promise<string> {
  const id = randomUUID();
  await database.write([
    [
      `insert into invitation (id, company_id, email, role, state, token_hash, invited_by_id, sent_at, expires_at)
       select $1::uuid, c.id, $2, 'SERVICE_MANAGER', 'INVITED', $1::uuid::text, e.account_id, now(), now() + interval '30 days'
       from company c join employee e on e.company_id = c.id and e.role = 'OWNER' where c.slug = $3`,
      [id, email, slug],
    ],
  ]);
  return id;
}

/** Makes a running hub, a colleague and an open invitation of a dealer, and takes one of its connections. */
export async function valuesForDealer(database: Database, company: Company): Promise<Values> {
  const hub = await addHub(database, company, { state: "ACTIVE" });
  const colleague = await addEmployee(database, company, "INSTALLER");
  const one = async (sql: string, value = company.id) => (await database.row<{ id: string }>(sql, [value])).id;
  return {
    companySlug: company.slug,
    objectId: hub.objectId,
    hubId: hub.hubId,
    deviceId: await addDoor(database, hub),
    employeeId: await one("select id from employee where account_id = $1", colleague.id),
    invitationId: await invite(database, company.slug, `${randomUUID()}@browser.example`),
    connectionId: await one("select id from reseller_connection where company_id = $1 order by opened_at limit 1"),
  };
}

/** Takes an account, a request, a connection and a closed month of a reseller of the demo. */
export async function valuesForReseller(database: Database, slug: string): Promise<Values> {
  const company = await findCompany(database, slug);
  const one = async (sql: string) => (await database.row<{ value: string }>(sql, [company.id])).value;
  return {
    resellerSlug: slug,
    hubId: await one(
      `select h.hub_id as value from hub_package p join hub h on h.id = p.hub_id join reseller r on r.id = p.reseller_id
       where r.company_id = $1 order by p.activated_at limit 1`,
    ),
    requestId: await one(
      `select q.id as value from connection_request q join reseller r on r.id = q.reseller_id where r.company_id = $1
       order by q.sent_at limit 1`,
    ),
    connectionId: await one(
      `select n.id as value from reseller_connection n join reseller r on r.id = n.reseller_id where r.company_id = $1
       and n.state = 'OPEN' order by n.opened_at limit 1`,
    ),
    moveRequestId: await askToMove(database, company),
    month: await one(
      `select s.month as value from statement s join reseller r on r.id = s.reseller_id where r.company_id = $1
       order by s.month limit 1`,
    ),
  };
}

/** Asks a reseller to take over a hub that Dnipro Guard runs with another one. */
async function askToMove(database: Database, reseller: Company): Promise<string> {
  const hub = await addHub(database, await findCompany(database, "dnipro"), { state: "ACTIVE" });
  const id = randomUUID();
  await database.write([
    [
      `insert into move_request (id, company_id, reseller_id, connection_id, sent_by_id, sent_by_name, sent_at, expires_at)
       select $1, n.company_id, n.reseller_id, n.id, e.account_id, 'Olha Bondar', now(), now() + interval '3 days'
       from reseller_connection n join reseller r on r.id = n.reseller_id
       join hub h on h.company_id = n.company_id join employee e on e.company_id = n.company_id and e.role = 'OWNER'
       where r.company_id = $2 and h.id = $3 and n.state = 'OPEN'`,
      [id, reseller.id, hub.key],
    ],
    [
      `insert into scheduled_change (id, company_id, kind, hub_id, hub_package_id, move_request_id, reseller_id,
         connection_id, offer_id, effective_at, zone, created_by_id, created_by_name, created_at)
       select gen_random_uuid(), m.company_id, 'MOVE', p.hub_id, p.id, m.id, m.reseller_id, m.connection_id, p.offer_id,
         m.expires_at, p.billing_zone, m.sent_by_id, m.sent_by_name, m.sent_at
       from move_request m join hub_package p on p.company_id = m.company_id where m.id = $1 and p.hub_id = $2`,
      [id, hub.key],
    ],
  ]);
  return id;
}

/** Takes the latest rollover, a reseller, and a hub that runs services. */
export async function valuesForAdmin(database: Database): Promise<Values> {
  const run = await database.row<{ id: string }>("select id from rollover_run order by due_at desc, id limit 1");
  const reseller = await database.row<{ id: string }>("select id from reseller order by id limit 1");
  const hub = await addHub(database, await findCompany(database, "dnipro"), { state: "ACTIVE" });
  return { runId: run.id, resellerId: reseller.id, hubId: hub.hubId };
}

/** Takes a hub with a door, and links a home box that fails. */
export async function valuesForResident(database: Database, resident: Resident, hub: TestHub): Promise<Values> {
  await addDoor(database, hub);
  await addFailingLink(database, resident);
  return { hubId: hub.hubId };
}

/** How far a page is wider than its window, in CSS pixels. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
