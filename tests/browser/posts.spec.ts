import { randomUUID } from "node:crypto";
import type { APIRequestContext } from "playwright/test";
import { can, type Permission, permissions } from "@/lib/domain/permissions";
import type { CompanySide, EmployeeRole } from "@/lib/domain/roles";
import { env } from "@/lib/env";
import { type BuiltAction, builtActions, callAction } from "./support/actions";
import { addOwnCompany, makeDealer } from "./support/companies";
import type { Database } from "./support/database";
import { expect, test } from "./support/portal-test";
import { addAccount, addHub, findCompany } from "./support/world";

const own = env().portalOrigin;
const foreign = "https://evil.example";

/** What a request says of where it comes from, and whether that is a page of our own. */
const origins: [what: string, headers: Record<string, string>, isOwn: boolean][] = [
  ["nothing at all", {}, false],
  ["an origin of our own", { origin: own }, true],
  ["same origin by the browser's word", { "sec-fetch-site": "same-origin" }, true],
  ["both", { origin: own, "sec-fetch-site": "same-origin" }, true],
  ["a foreign origin", { origin: foreign }, false],
  ["no origin, as from a frame without one", { origin: "null" }, false],
  ["no origin, from a frame on another site", { origin: "null", "sec-fetch-site": "cross-site" }, false],
  [
    "no origin, as from a form that was sent before its script came",
    { origin: "null", "sec-fetch-site": "same-origin" },
    true,
  ],
  ["another site", { "sec-fetch-site": "cross-site", origin: foreign }, false],
  ["another site under our name", { "sec-fetch-site": "cross-site", origin: own }, false],
  ["a sibling site", { "sec-fetch-site": "same-site", origin: foreign }, false],
  ["typed by hand", { "sec-fetch-site": "none" }, false],
  ["a foreign origin with a host forged to match", { origin: foreign, "x-forwarded-host": "evil.example" }, false],
  ["a contradiction", { "sec-fetch-site": "same-origin", origin: foreign, "x-forwarded-host": "evil.example" }, false],
];

/** A network address of one test's own, so that limits by address do not meet other tests. */
function ownAddress(): Record<string, string> {
  return { "x-forwarded-for": randomUUID() };
}

/** Everything an action might leave behind. */
async function traces(database: Database, companyId: string): Promise<unknown> {
  return database.row(
    `select (select count(*)::int from audit_entry where company_id = $1) as entries,
       (select count(*)::int from outbox where company_id = $1) as events,
       (select count(*)::int from hub_package where company_id = $1) as packages,
       (select count(*)::int from employee where company_id = $1) as people,
       (select count(*)::int from secured_object where company_id = $1) as objects,
       (select to_jsonb(c) from company c where id = $1) as company`,
    [companyId],
  );
}

test("every action runs for pages of our own alone (RELIABILITY T-5)", async ({ request, sicura }) => {
  const actions = builtActions(sicura.slug);
  expect(actions.length).toBeGreaterThan(50);
  for (const [what, headers, isOwn] of origins) {
    const answers = await Promise.all(
      actions.map(async (action) => {
        const answer = await callAction(request, action, {}, { ...ownAddress(), ...headers });
        return { name: action.name, status: answer.status() };
      }),
    );
    const odd = answers.filter(({ status }) =>
      isOwn ? status < 400 || status === 403 || status > 499 : status !== 403,
    );
    expect.soft(odd, what).toEqual([]);
  }
});

/** Bodies that no form sends, by the type they are sent as. */
const bodies: [type: string, body: string][] = [
  ["text/plain;charset=UTF-8", ""],
  ["text/plain;charset=UTF-8", "null"],
  ["text/plain;charset=UTF-8", "["],
  ["text/plain;charset=UTF-8", "[]"],
  ["text/plain;charset=UTF-8", "7"],
  ["text/plain;charset=UTF-8", '"$@0"'],
  ["text/plain;charset=UTF-8", '["$1:__proto__:then","$1"]'],
  ["text/plain;charset=UTF-8", '[null,{"companySlug":"harbor","__proto__":{"ok":true}}]'],
  ["text/plain;charset=UTF-8", '[null,"$F1"]'],
  ["text/plain;charset=UTF-8", '[null,"$Bnull"]'],
  ["text/plain;charset=UTF-8", "[".repeat(20_000) + "]".repeat(20_000)],
  ["text/plain;charset=UTF-8", `[${Array.from({ length: 2_000 }, () => "1").join()}]`],
  ["multipart/form-data; boundary=x", ""],
  ["multipart/form-data; boundary=x", "not parted"],
  ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[null,"$K1"]'],
  ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$@1"]\r\n--x--\r\n'],
  ["multipart/form-data", "--x--"],
  ["application/json", "{}"],
  ["application/x-www-form-urlencoded", "companySlug=harbor"],
  ["application/octet-stream", "\u0000\u0001"],
];

test("a body that no form sends is refused in words, and nothing is written (RELIABILITY T-6)", async ({
  database,
  enter,
}) => {
  const company = await addOwnCompany(database);
  await makeDealer(database, company);
  await addHub(database, company, { state: "ACTIVE" });
  const page = await enter(company.owner);
  const actions = builtActions(company.slug).filter(({ permission }) => permission === "package:manage");
  const before = await traces(database, company.id);
  for (const action of actions) {
    for (const [type, data] of bodies) {
      const headers = { "next-action": action.id, "content-type": type, "sec-fetch-site": "same-origin" };
      const answer = await page.request.post(action.path, { headers, data, maxRedirects: 0 });
      const what = `${action.name}, ${type}: ${data.slice(0, 60)}`;
      expect.soft(answer.status(), what).toBeGreaterThanOrEqual(400);
      expect.soft(answer.status(), what).toBeLessThan(500);
      expect.soft(await answer.text(), what).not.toMatch(/Error:|\bat (?:async )?\S* ?\(?\S+\.[jt]sx?:\d+|prisma/i);
    }
  }
  expect(await traces(database, company.id)).toEqual(before);
});

test("a form without its script is refused in words as well", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "INSTALLER"));
  const answer = await page.request.post("/account", {
    headers: { "sec-fetch-site": "same-origin" },
    multipart: { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"x","bound":"$@9"}' },
  });
  expect(answer.status()).toBe(400);
  expect(await answer.text()).not.toContain("Error");
});

test("what is too long, or hides its length, is not read at all", async ({ sicura, enter, staff }) => {
  const page = await enter(await staff(sicura, "INSTALLER"));
  const headers = { "sec-fetch-site": "same-origin", "content-type": "text/plain" };
  const answer = await page.request.post("/account", { headers, data: "x".repeat(1_048_577) });
  expect(answer.status()).toBe(413);
  const hidden = await fetch(`${own}/account`, {
    method: "POST",
    headers: { origin: own },
    body: new Blob(["x".repeat(2_000_000)]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(hidden.status).toBe(411);
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
    expect.soft((await page.request.fetch("/account", { method })).status(), method).toBe(405);
  }
});

type Actor = { role: EmployeeRole; side: CompanySide; slug: string };

const actors: Actor[] = [
  ...(["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER", "INSTALLER"] as const).map(
    (role): Actor => ({ role, side: "dealer", slug: "sicura" }),
  ),
  ...(["OWNER", "SENIOR_SERVICE_MANAGER", "SERVICE_MANAGER"] as const).map(
    (role): Actor => ({ role, side: "reseller", slug: "harbor" }),
  ),
];

/** What an empty form gets: past the gate it is only incomplete. A company that is no reseller has no other side. */
function statusFor({ role, side }: Omit<Actor, "slug">, { wrapper, permission }: BuiltAction): number {
  const asked: CompanySide = wrapper === "resellerAction" ? "reseller" : "dealer";
  if (asked === "reseller" && side === "dealer") return 404;
  return can({ role, side: asked }, permission as Permission) ? 422 : 403;
}

/** Owners are one to a company and seeded; of other roles each worker has its own person. */
const owners: Record<string, string> = { sicura: "owner@sicura.example", harbor: "owner@harbor.example" };

test("each action asks for its permission, of each role, and tells strangers nothing (RELIABILITY T-1, T-2)", async ({
  request,
  database,
  enter,
  staff,
}) => {
  test.setTimeout(180_000);
  const guarded = builtActions("sicura").filter(({ permission }) => permission !== null);
  expect(guarded.filter(({ permission }) => !permissions.includes(permission as Permission))).toEqual([]);

  const headers = { "sec-fetch-site": "same-origin" };
  let cells = 0;
  const expectStatuses = async (
    who: string,
    asked: APIRequestContext,
    slug: string,
    expected: (action: BuiltAction) => number,
  ) => {
    const answers = await Promise.all(
      guarded.map(async (action) => ({
        cell: `${action.name} (${action.permission})`,
        status: (await callAction(asked, action, { companySlug: slug }, headers)).status(),
      })),
    );
    cells += answers.length;
    const wanted = guarded.map((action) => ({
      cell: `${action.name} (${action.permission})`,
      status: expected(action),
    }));
    expect.soft(answers, who).toEqual(wanted);
  };
  for (const { role, side, slug } of actors) {
    const company = await findCompany(database, slug);
    const person = role === "OWNER" ? { id: "", name: "", email: owners[slug] ?? "" } : await staff(company, role);
    const { request: asked } = await enter(person);
    await expectStatuses(`${role} of ${slug}`, asked, slug, (action) => statusFor({ role, side }, action));
    await expectStatuses(`${role} of ${slug} at nordlys`, asked, "nordlys", () => 404);
  }
  const nobody = await enter(await addAccount(database));
  await expectStatuses("nobody of sicura", nobody.request, "sicura", () => 404);
  await expectStatuses("without a sign-in", request, "sicura", () => 401);
  expect(cells).toBeGreaterThan(300);
});

test("the platform's actions are not there for anybody else, and personal ones ask for a sign-in", async ({
  request,
  sicura,
  enter,
  staff,
}) => {
  const page = await enter(await staff(sicura, "SERVICE_MANAGER"));
  const headers = { "sec-fetch-site": "same-origin" };
  for (const action of builtActions(sicura.slug)) {
    if (action.wrapper === "adminAction") {
      expect.soft((await callAction(page.request, action, {}, headers)).status(), action.name).toBe(404);
    }
    if (["adminAction", "accountAction", "homeAction"].includes(action.wrapper)) {
      expect.soft((await callAction(request, action, {}, headers)).status(), action.name).toBe(401);
    }
  }
});
