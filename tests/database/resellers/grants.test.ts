import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { firstUnbegunMonth, presentMonth } from "@/lib/domain/billing-terms";
import { closeLimits } from "@/lib/server/limits";
import type { Admin } from "@/lib/server/services/platform-admin";
import { changeReseller, changeResellerTerms } from "@/lib/server/services/resellers/change-reseller";
import { type GrantInput, grantReseller } from "@/lib/server/services/resellers/grant-reseller";
import { inviteReseller } from "@/lib/server/services/resellers/invite-reseller";
import { addDealer, addOffer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addAdmin, addCompanyBeside, mailsAbout, passDays } from "./desk";

let database: TestDatabase;
let admin: Admin;
let company: Dealer;

const grant = (change: Partial<GrantInput> = {}): Promise<Awaited<ReturnType<typeof grantReseller>>> =>
  grantReseller(admin, {
    companyId: company.id,
    countries: ["IT", "NZ"],
    requestEmail: `requests-${company.slug}@test.example`,
    currency: "EUR",
    policy: "DAILY",
    feeMinor: 210,
    fromMonth: presentMonth(realNow()),
    reason: "Contract 12 signed.",
    ...change,
  });

async function granted(): Promise<string> {
  const outcome = await grant();
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.resellerId;
}

async function history(): Promise<{ action: string; actor_name: string; reason: string | null }[]> {
  const { rows } = await database.owner.query(
    "select action, actor_name, reason from audit_entry where company_id = $1 order by recorded_at",
    [company.id],
  );
  return rows;
}

async function termsOf(resellerId: string): Promise<{ month: string; policy: string; fee: number }[]> {
  const { rows } = await database.owner.query(
    `select t.from_month as month, t.policy::text as policy, p.fee_minor as fee from reseller_terms t
     join offer_price p on p.reseller_id = t.reseller_id and p.from_month = t.from_month
     where t.reseller_id = $1 order by 1`,
    [resellerId],
  );
  return rows;
}

beforeAll(async () => {
  database = await openTestDatabase();
  await addOffer(database.owner);
  admin = await addAdmin(database.owner);
});
afterAll(() => database.close());
beforeEach(async () => {
  await closeLimits();
  company = await addDealer(database.owner, { isEnrolled: false });
});

describe("making a company a reseller", () => {
  test("works: profile, price and policy, its office is told, its history says who and why", async () => {
    const resellerId = await granted();
    const { rows } = await database.owner.query(
      "select countries, currency, takes_requests, request_email::text as email from reseller where id = $1",
      [resellerId],
    );
    const email = `requests-${company.slug}@test.example`;
    expect(rows).toEqual([{ countries: ["IT", "NZ"], currency: "EUR", takes_requests: true, email }]);
    expect(await termsOf(resellerId)).toEqual([{ month: presentMonth(realNow()), policy: "DAILY", fee: 210 }]);
    expect(await mailsAbout(database.owner, company.id)).toEqual(["reseller-granted"]);
    expect(await history()).toEqual([
      { action: "reseller.granted", actor_name: "Alex Novak", reason: "Contract 12 signed." },
    ]);
  });

  test("refused: an address another reseller uses, whatever its case; a month out of reach; nothing is written", async () => {
    await granted();
    const taken = `requests-${company.slug}@TEST.example`;
    company = await addCompanyBeside(database.owner, company.clockId);
    expect(await grant({ requestEmail: taken })).toEqual({
      ok: false,
      refusal: "INVALID_INPUT",
      params: { requestEmail: "EMAIL_TAKEN" },
    });
    expect(await grant({ fromMonth: "2020-01" })).toMatchObject({ refusal: "MONTH_INVALID" });
    expect(await history()).toEqual([]);
  });

  test("a company that is one already is told by whom; of five admins at once one makes it", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => grant()));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = answers.find((answer) => answer.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT", params: { name: "Alex Novak", did: "reseller.granted" } });
    expect(await history()).toHaveLength(1);
  });

  test("an unknown company and a deleted one are not found", async () => {
    await expect(grant({ companyId: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await database.owner.query("update company set deleted_at = now() where id = $1", [company.id]);
    await expect(grant()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("changing a reseller", () => {
  const change = (resellerId: string, more: object = {}) =>
    changeReseller(admin, {
      resellerId,
      countries: ["UA"],
      requestEmail: `requests-${company.slug}@test.example`,
      takesRequests: false,
      version: 1,
      reason: "Full.",
      ...more,
    });

  test("works: countries and whether it takes requests, with the reason in its history", async () => {
    const resellerId = await granted();
    expect((await change(resellerId)).ok).toBe(true);
    const { rows } = await database.owner.query(
      "select countries, takes_requests, version from reseller where id = $1",
      [resellerId],
    );
    expect(rows).toEqual([{ countries: ["UA"], takes_requests: false, version: 2 }]);
    expect((await history()).at(-1)).toEqual({ action: "reseller.changed", actor_name: "Alex Novak", reason: "Full." });
  });

  test("a form drawn before another change is told by whom; of two at once one wins", async () => {
    const resellerId = await granted();
    const answers = await Promise.allSettled([change(resellerId), change(resellerId, { countries: ["IT"] })]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const lost = answers.find((answer) => answer.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT", params: { did: "reseller.changed" } });
    await expect(change(randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a new address claims what waits for it; one of another reseller is refused", async () => {
    const resellerId = await granted();
    const dealer = await addDealer(database.owner);
    await database.owner.query("update company set clock_id = $1 where id = $2", [company.clockId, dealer.id]);
    const email = `desk-${company.slug}@test.example`;
    await inviteReseller(contextOf(dealer, dealer.owner), { email, message: null, locale: "en" });
    expect((await change(resellerId, { requestEmail: email, takesRequests: true })).ok).toBe(true);
    const { rows } = await database.owner.query(
      "select status::text from connection_request where reseller_id = $1 and company_id = $2",
      [resellerId, dealer.id],
    );
    expect(rows).toEqual([{ status: "PENDING" }]);

    company = await addCompanyBeside(database.owner, company.clockId);
    const other = await granted();
    expect(await change(other, { requestEmail: email })).toMatchObject({ refusal: "INVALID_INPUT" });
  });
});

describe("setting terms", () => {
  const set = (resellerId: string, fromMonth: GrantInput["fromMonth"], feeMinor = 250) =>
    changeResellerTerms(admin, { resellerId, fromMonth, feeMinor, policy: "FULL_MONTH", reason: "New price list." });

  test("works from a month that has begun nowhere; it can be set again until then, and the office is told", async () => {
    const resellerId = await granted();
    const month = firstUnbegunMonth(realNow());
    expect((await set(resellerId, month)).ok).toBe(true);
    expect((await set(resellerId, month, 260)).ok).toBe(true);
    expect(await termsOf(resellerId)).toEqual([
      { month: presentMonth(realNow()), policy: "DAILY", fee: 210 },
      { month, policy: "FULL_MONTH", fee: 260 },
    ]);
    expect((await history()).map(({ action }) => action)).toEqual([
      "reseller.granted",
      "reseller.terms_changed",
      "reseller.terms_changed",
    ]);
    expect(await mailsAbout(database.owner, company.id)).toContain("reseller-terms-changed");
  });

  test("refused for the month that runs, by the clock of the company, and more than a year ahead", async () => {
    const resellerId = await granted();
    const month = firstUnbegunMonth(realNow());
    expect(await set(resellerId, presentMonth(realNow()))).toMatchObject({
      refusal: "MONTH_INVALID",
      params: { first: month },
    });
    expect(await set(resellerId, "2099-01")).toMatchObject({ refusal: "MONTH_INVALID" });
    await passDays(database.owner, company, 32);
    expect(await set(resellerId, month)).toMatchObject({ refusal: "MONTH_INVALID" });
    expect(await termsOf(resellerId)).toHaveLength(1);
  });

  test("the database keeps terms of a month whose statement is closed", async () => {
    const resellerId = await granted();
    const month = presentMonth(realNow());
    await database.owner.query(
      `insert into statement (id, reseller_id, month, reference, currency, account_count, correction_count, dealer_count,
         fee_minor, dealer_fee_minor, closed_at)
       values (gen_random_uuid(), $1, $2, gen_random_uuid()::text, 'EUR', 0, 0, 0, 0, 0, now())`,
      [resellerId, month],
    );
    for (const sql of [
      "update reseller_terms set policy = 'FULL_MONTH' where reseller_id = $1",
      "update offer_price set fee_minor = 1 where reseller_id = $1",
      "delete from reseller_terms where reseller_id = $1",
    ]) {
      await expect(database.app.query(sql, [resellerId])).rejects.toMatchObject({ constraint: "terms_month_open" });
    }
  });
});
