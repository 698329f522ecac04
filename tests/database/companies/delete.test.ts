import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { historyOf, mailsTo, setPassword, testPassword } from "../support/company";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  type ResellerOfTest,
  refOf,
  type TestHub,
} from "../support/dealer";
import { employmentOf, lineUp } from "../support/line-up";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let reseller: ResellerOfTest;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

beforeEach(async () => {
  dealer = await addDealer(owner);
  reseller = await addReseller(owner);
  await connect(owner, dealer, reseller);
  await setPassword(owner, dealer.owner.id);
});

afterAll(() => db.close());

const right = () => ({ typedName: dealer.name, password: testPassword });
const asOwner = () => contextOf(dealer, dealer.owner);

async function activate(hub: TestHub) {
  const outcome = await activatePackage(contextOf(dealer, dealer.installer), {
    ...(await refOf(owner, hub)),
    offerCode: "AJAX_SIM",
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
}

async function traces() {
  const { rows } = await owner.query(
    `select (select row_to_json(c) from company c where c.id = $1) as company,
      (select json_agg(e order by e.id) from employee e where e.company_id = $1) as people,
      (select json_agg(n order by n.id) from reseller_connection n where n.company_id = $1) as connections,
      (select json_agg(q order by q.id) from connection_request q where q.company_id = $1) as requests,
      (select json_agg(i order by i.id) from invitation i where i.company_id = $1) as invitations`,
    [dealer.id],
  );
  return { ...rows[0], history: await historyOf(owner, dealer.id) };
}

/** The person of {@link addReseller}, as the context its owner would have. */
async function resellerOwner(): Promise<{ ctx: ReturnType<typeof contextOf>; email: string }> {
  const { rows } = await owner.query(
    `select a.id, a.name, a.email, c.slug from employee e join pro_account a on a.id = e.account_id
     join company c on c.id = e.company_id where c.id = $1`,
    [reseller.companyId],
  );
  const { id, name, email, slug } = rows[0];
  await setPassword(owner, id);
  const company = { ...dealer, id: reseller.companyId, slug, name: reseller.name, clockId: null };
  return { ctx: contextOf(company, { id, name, email, role: "OWNER" }), email };
}

describe("deleting", () => {
  test("works: ends all ties, keeps the rows, and tells everybody", async () => {
    const waiting = await addReseller(owner);
    await owner.query(
      `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
       values (gen_random_uuid(), $1, $2, 'PENDING', $3, now(), now() + interval '90 days')`,
      [dealer.id, waiting.id, dealer.owner.id],
    );
    const invited = `${randomUUID()}@invited.example`;
    await owner.query(
      `insert into invitation (id, company_id, email, role, state, token_hash, invited_by_id, sent_at, expires_at)
       values (gen_random_uuid(), $1, $2, 'INSTALLER', 'INVITED', $3, $4, now(), now() + interval '30 days')`,
      [dealer.id, invited, randomUUID(), dealer.owner.id],
    );
    expect(await deleteCompany(asOwner(), right())).toEqual({ ok: true, value: { name: dealer.name } });

    const { company, people, connections, requests, invitations, history } = await traces();
    expect(company.deleted_at).not.toBeNull();
    expect(people.map(({ state }: { state: string }) => state)).toEqual(Array(4).fill("REMOVED"));
    expect(connections).toEqual([expect.objectContaining({ state: "CLOSED", closed_at: expect.any(String) })]);
    expect(requests.map(({ status }: { status: string }) => status).sort()).toEqual(["APPROVED", "WITHDRAWN"]);
    expect(requests.every(({ closed_at }: { closed_at: string | null }) => closed_at !== null)).toBe(true);
    expect(invitations).toEqual([expect.objectContaining({ state: "REVOKED" })]);
    expect(history.sort()).toEqual(["company.deleted", "connection.ended", "connection.withdrawn"]);

    for (const person of [dealer.owner, dealer.senior, dealer.manager, dealer.installer]) {
      expect(await mailsTo(owner, person.email)).toEqual([
        { template: "employer-deleted", data: { company: dealer.name } },
      ]);
    }
    expect((await mailsTo(owner, (await resellerOwner()).email)).map(({ template }) => template)).toEqual([
      "company-deleted",
    ]);
    const bells = await owner.query(
      "select href from notification where kind = 'company.deleted' and company_id = $1",
      [reseller.companyId],
    );
    expect(bells.rows).toEqual([{ href: expect.stringMatching(/^\/r\/t-/) }]);
    expect((await mailsTo(owner, invited)).map(({ template }) => template)).toEqual(["invitation-revoked"]);
    await expect(deleteCompany(asOwner(), right())).rejects.toThrow("NOT_FOUND");
  });

  test("refused while services run, ending ones too, with nothing written", async () => {
    const [runs, ends] = [await addHub(owner, dealer), await addHub(owner, dealer)];
    await activate(runs);
    await activate(ends);
    await deactivatePackage(asOwner(), await refOf(owner, ends));
    const before = await traces();
    const outcome = await deleteCompany(asOwner(), right());
    expect(outcome).toEqual({ ok: false, refusal: "HAS_LIVE_PACKAGES", params: { n: 2 } });
    expect(await traces()).toEqual(before);
  });

  test("refused for a reseller that pays for running services, with nothing written", async () => {
    await activate(await addHub(owner, dealer));
    const { ctx } = await resellerOwner();
    const before = await traces();
    expect(await deleteCompany(ctx, { typedName: reseller.name, password: testPassword })).toEqual({
      ok: false,
      refusal: "PAYER_OF_LIVE",
      params: { n: 1, company: reseller.name },
    });
    expect(await traces()).toEqual(before);
  });

  test("a reseller that pays for nothing goes: dealers' connections close, their requests are declined", async () => {
    const asking = await addDealer(owner);
    await owner.query(
      `insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at)
       values (gen_random_uuid(), $1, $2, 'PENDING', $3, now(), now() + interval '90 days')`,
      [asking.id, reseller.id, asking.owner.id],
    );
    const { ctx } = await resellerOwner();
    expect((await deleteCompany(ctx, { typedName: reseller.name, password: testPassword })).ok).toBe(true);
    expect((await traces()).connections).toEqual([expect.objectContaining({ state: "CLOSED" })]);
    const { rows } = await owner.query("select status::text as status from connection_request where company_id = $1", [
      asking.id,
    ]);
    expect(rows).toEqual([{ status: "DECLINED" }]);
    expect((await mailsTo(owner, asking.owner.email)).map(({ template }) => template)).toEqual(["company-deleted"]);
  });

  test("refused for another name and for a wrong password, with nothing written", async () => {
    const before = await traces();
    expect(await deleteCompany(asOwner(), { ...right(), typedName: dealer.name.toLowerCase() })).toEqual({
      ok: false,
      refusal: "NAME_MISMATCH",
      params: { name: dealer.name },
    });
    expect(await deleteCompany(asOwner(), { ...right(), password: "not the password" })).toEqual({
      ok: false,
      refusal: "BAD_CREDENTIALS",
    });
    expect(await traces()).toEqual(before);
  });

  test.each(["senior", "manager", "installer"] as const)("wrong role: not for the %s, nothing written", async (who) => {
    const before = await traces();
    await setPassword(owner, dealer[who].id);
    await expect(deleteCompany(contextOf(dealer, dealer[who]), right())).rejects.toThrow("FORBIDDEN");
    expect(await traces()).toEqual(before);
  });

  test("other company: its owner is a stranger here, with nothing written", async () => {
    const stranger = await addDealer(owner);
    await setPassword(owner, stranger.owner.id);
    const before = await traces();
    await expect(deleteCompany(contextOf(dealer, stranger.owner), right())).rejects.toThrow("NOT_FOUND");
    expect(await traces()).toEqual(before);
  });

  test("a run that is over but not yet met by a job is ended on the way", async () => {
    const hub = await addHub(owner, dealer);
    await activate(hub);
    await owner.query(
      `update hub_package set confirm_by = null, confirmed_at = activated_at, version = version + 1 where hub_id = $1`,
      [hub.key],
    );
    await deactivatePackage(asOwner(), await refOf(owner, hub));
    await owner.query("update simulation_clock set offset_ms = $2 where id = $1", [dealer.clockId, 40 * 86_400_000]);
    expect((await deleteCompany(asOwner(), right())).ok).toBe(true);
    const { rows } = await owner.query(
      `select status::text as status, end_reason::text as reason,
         date_trunc('month', ended_at at time zone 'Europe/Kyiv') = ended_at at time zone 'Europe/Kyiv' as "isAtMonthStart"
       from hub_package where hub_id = $1`,
      [hub.key],
    );
    expect(rows).toEqual([{ status: "INACTIVE", reason: "EXPIRED", isAtMonthStart: true }]);
  });
});

describe("deleting while somebody activates", () => {
  const races = 20;

  test("exactly one of both happens, race after race (RELIABILITY I-8)", async () => {
    for (let race = 0; race < races; race++) {
      dealer = await addDealer(owner);
      await connect(owner, dealer, reseller);
      await setPassword(owner, dealer.owner.id);
      const hub = await addHub(owner, dealer);
      const [activated, deleted] = await Promise.allSettled([activate(hub), deleteCompany(asOwner(), right())]);
      const isDeleted = deleted.status === "fulfilled" && deleted.value.ok;
      expect(activated.status).toBe(isDeleted ? "rejected" : "fulfilled");
    }
    const { rows } = await owner.query(
      `select from hub_package p join company c on c.id = p.company_id
       where c.deleted_at is not null and p.status <> 'INACTIVE'`,
    );
    expect(rows).toEqual([]);
  });

  test("the database itself lets one of both happen, whoever writes (RELIABILITY I-8)", async () => {
    const rival = new Client({ connectionString: db.ownerUrl });
    await rival.connect();
    for (let race = 0; race < 5 * races; race++) {
      dealer = await addDealer(owner);
      await connect(owner, dealer, reseller);
      const hub = await addHub(owner, dealer);
      const ref = await refOf(owner, hub);
      const [activated, deleted] = await Promise.allSettled([
        activatePackage(contextOf(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" }),
        rival
          .query("select pg_sleep($1::float8)", [Math.random() / 100])
          .then(() => rival.query("update company set deleted_at = now() where id = $1", [dealer.id])),
      ]);
      const isActive = activated.status === "fulfilled" && activated.value.ok;
      expect([isActive, deleted.status === "fulfilled"].filter(Boolean)).toHaveLength(1);
    }
    await rival.end();
  });

  test("an activation that comes second finds the company gone", async () => {
    const hub = await addHub(owner, dealer);
    const [deleted, activated] = await lineUp(db, employmentOf(dealer, dealer.installer.id), {
      first: () => deleteCompany(asOwner(), right()),
      second: () => activate(hub),
    });
    expect(deleted).toEqual(expect.objectContaining({ value: { ok: true, value: { name: dealer.name } } }));
    expect(activated).toEqual({ status: "rejected", reason: expect.objectContaining({ code: "NOT_FOUND" }) });
    const { rows } = await owner.query("select from hub_package where company_id = $1", [dealer.id]);
    expect(rows).toEqual([]);
  });

  test("a reseller that goes meets an activation it would pay for", async () => {
    const { ctx } = await resellerOwner();
    const ref = await refOf(owner, await addHub(owner, dealer));
    const [deleted, activated] = await Promise.allSettled([
      deleteCompany(ctx, { typedName: reseller.name, password: testPassword }),
      activatePackage(contextOf(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" }),
    ]);
    const isDeleted = deleted.status === "fulfilled" && deleted.value.ok;
    const isActive = activated.status === "fulfilled" && activated.value.ok;
    expect([isDeleted, isActive].filter(Boolean)).toHaveLength(1);
  });
});
