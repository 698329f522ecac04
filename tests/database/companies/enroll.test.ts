import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askForCountry, type Enrollment, enrollCompany } from "@/lib/server/services/companies/enroll-company";
import { setCountry } from "@/lib/server/services/companies/set-country";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { addFounder, historyOf, mailsTo, setAvailability } from "../support/company";
import { addDealer, addHub, addOffer, addReseller, connect, contextOf, type Dealer, refOf } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

const input: Enrollment = {
  contactName: "Iryna Bondar",
  contactEmail: "services@rhein.example",
  contactPhone: "+49 221 123456",
  legalName: "Rhein Alarm GmbH",
  taxNumber: null,
  billingAddress: "Hauptstraße 1, Köln",
  expectedHubs: 40,
  termsVersion: "2026-01",
};

let db: TestDatabase;
let owner: Client;
let company: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

beforeEach(async () => {
  await setAvailability(owner, "UA", "AVAILABLE");
  company = await addDealer(owner, { isEnrolled: false });
});

afterAll(() => db.close());

async function enrollments(companyId: string) {
  const { rows } = await owner.query("select * from dealer_enrollment where company_id = $1", [companyId]);
  return rows;
}

async function adminOf() {
  const { accountId, name, requestId } = await addFounder(owner, "Platform admin");
  return { accountId, name, requestId };
}

async function traces(companyId: string) {
  return { rows: await enrollments(companyId), history: await historyOf(owner, companyId) };
}

describe("enrolling", () => {
  test("works: enrollment, history, mail to the owner and a bell for the managers, together", async () => {
    const outcome = await enrollCompany(contextOf(company, company.owner), input);
    const reference = outcome.ok ? outcome.value.reference : "";
    expect(reference).toMatch(/^UA-[2-9A-HJ-NP-Z]{6}$/);
    expect(await enrollments(company.id)).toEqual([
      expect.objectContaining({ reference, country: "UA", terms_version: "2026-01", expected_hubs: 40 }),
    ]);
    expect(await historyOf(owner, company.id)).toEqual(["company.enrolled"]);
    expect(await mailsTo(owner, company.owner.email)).toEqual([
      {
        template: "dealer-enrolled",
        data: { company: company.name, reference, linkPath: `/c/${company.slug}/services` },
      },
    ]);
    const bells = await owner.query("select account_id from notification where company_id = $1", [company.id]);
    expect(bells.rows.map(({ account_id }) => account_id).sort()).toEqual(
      [company.senior.id, company.manager.id].sort(),
    );
  });

  test("refused in a country without services and in one nobody has written of, with nothing written", async () => {
    const before = await traces(company.id);
    await setAvailability(owner, "UA", "NOT_OFFERED");
    const refusal = { ok: false, refusal: "COUNTRY_UNAVAILABLE", params: { country: "UA" } };
    expect(await enrollCompany(contextOf(company, company.owner), input)).toEqual(refusal);
    await owner.query("delete from country_availability where code = 'UA'");
    expect(await enrollCompany(contextOf(company, company.owner), input)).toEqual(refusal);
    expect(await traces(company.id)).toEqual(before);
  });

  test("refused for a company that only watches", async () => {
    await owner.query("update company set kind = 'MONITORING' where id = $1", [company.id]);
    expect(await enrollCompany(contextOf(company, company.owner), input)).toEqual({
      ok: false,
      refusal: "COMPANY_KIND",
    });
  });

  test.each(["senior", "manager", "installer"] as const)("wrong role: not for the %s, nothing written", async (who) => {
    const before = await traces(company.id);
    await expect(enrollCompany(contextOf(company, company[who]), input)).rejects.toThrow("FORBIDDEN");
    expect(await traces(company.id)).toEqual(before);
  });

  test("other company: its owner is a stranger here, with nothing written", async () => {
    const before = await traces(company.id);
    const stranger = await addDealer(owner, { isEnrolled: false });
    await expect(enrollCompany(contextOf(company, stranger.owner), input)).rejects.toThrow("NOT_FOUND");
    expect(await traces(company.id)).toEqual(before);
  });

  test("lost race: of two presses one enrolls, the other is told since when", async () => {
    const press = () => enrollCompany(contextOf(company, company.owner), input);
    const outcomes = await Promise.all([press(), press()]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({
      ok: false,
      refusal: "ALREADY_ENROLLED",
      params: { company: company.name, date: expect.stringMatching(/^2\d{3}-/) },
    });
    expect(await enrollments(company.id)).toHaveLength(1);
    expect(await mailsTo(owner, company.owner.email)).toHaveLength(1);
  });

  test("a repeat of the same submission gets the same reference", async () => {
    const key = randomUUID();
    const press = () => enrollCompany(contextOf(company, company.owner, { key }), input);
    expect(await press()).toEqual(await press());
  });
});

describe("countries", () => {
  test("opening tells who asked, once, and the company can enroll", async () => {
    await setAvailability(owner, "UA", "NOT_OFFERED");
    await askForCountry(contextOf(company, company.owner));
    await askForCountry(contextOf(company, company.owner));
    const admin = await adminOf();
    await setCountry(admin, { code: "UA", state: "AVAILABLE", closedOn: null, reason: "Contracts are signed" });
    await setCountry(admin, { code: "UA", state: "AVAILABLE", closedOn: null, reason: "Once more" });

    expect(await mailsTo(owner, company.owner.email)).toEqual([
      {
        template: "country-opened",
        data: { company: company.name, country: "UA", linkPath: `/c/${company.slug}/company/services` },
      },
    ]);
    expect(await enrollCompany(contextOf(company, company.owner), input)).toEqual(
      expect.objectContaining({ ok: true }),
    );
  });

  test("asking is the owner's", async () => {
    await expect(askForCountry(contextOf(company, company.manager))).rejects.toThrow("FORBIDDEN");
  });

  test("closing stops new dealers and activations from its day on, and is in the dealers' history", async () => {
    const dealer = await addDealer(owner);
    await connect(owner, dealer, await addReseller(owner));
    const hub = await addHub(owner, dealer);
    const activate = async () =>
      activatePackage(contextOf(dealer, dealer.owner), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
    const admin = await adminOf();
    const close = (closedOn: string) =>
      setCountry(admin, { code: "UA", state: "CLOSED", closedOn, reason: "The law has changed" });

    await close("2999-01-01");
    expect(await enrollCompany(contextOf(company, company.owner), input)).toEqual(
      expect.objectContaining({ ok: true }),
    );
    await close("2026-01-01");
    expect(await activate()).toEqual({
      ok: false,
      refusal: "COUNTRY_CLOSED",
      params: { country: "UA", date: "2026-01-01" },
    });
    const late = await addDealer(owner, { isEnrolled: false });
    expect(await enrollCompany(contextOf(late, late.owner), input)).toEqual(
      expect.objectContaining({ refusal: "COUNTRY_UNAVAILABLE" }),
    );
    const { rows } = await owner.query(
      "select action, reason, actor_name, after from audit_entry where company_id = $1 order by recorded_at",
      [dealer.id],
    );
    expect(rows.at(-1)).toEqual({
      action: "country.changed",
      reason: "The law has changed",
      actor_name: "Platform admin",
      after: { country: "UA", state: "CLOSED", closedOn: "2026-01-01" },
    });

    expect((await mailsTo(owner, dealer.owner.email)).at(-1)).toEqual({
      template: "country-closed",
      data: {
        company: dealer.name,
        country: "UA",
        fromAt: "2025-12-31T22:00:00Z",
        zone: "Europe/Kyiv",
        linkPath: `/c/${dealer.slug}/company/services`,
      },
    });
    const bells = await owner.query(
      "select account_id from notification where company_id = $1 and kind = 'country.closed' and group_key like '%2026-01-01'",
      [dealer.id],
    );
    expect(bells.rows).toHaveLength(3);

    await setCountry(admin, { code: "UA", state: "AVAILABLE", closedOn: null, reason: "And back" });
    expect(await activate()).toEqual(expect.objectContaining({ ok: true }));
  });

  test("a country nobody has written of stops no dealer that is there", async () => {
    await owner.query("delete from country_availability where code = 'UA'");
    const dealer = await addDealer(owner);
    await connect(owner, dealer, await addReseller(owner));
    const ref = await refOf(owner, await addHub(owner, dealer));
    const outcome = await activatePackage(contextOf(dealer, dealer.owner), { ...ref, offerCode: "AJAX_SIM" });
    expect(outcome.ok).toBe(true);
  });
});
