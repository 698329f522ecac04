import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addOffer } from "../support/dealer";
import { addLiveHub } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { addPartners, type Partners } from "../support/partners";
import { insertSql, refusalOf as refusalBy } from "../support/refusal";

const now = Temporal.Instant.from("2040-03-12T09:00:00Z");

let db: TestDatabase;
let partners: Partners;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

beforeEach(async () => {
  partners = await addPartners(db.owner, { now });
});

afterAll(() => db.close());

/** Runs statements as the application's login and takes them back. */
const refusalOf = (...statements: string[]) => refusalBy(db.app, ...statements);

const change = (set: string) => `update reseller_connection set ${set} where id = '${partners.connectionId}'`;
const close = () => change("state = 'CLOSED', closed_at = now(), version = version + 1");

const end = (side: string) =>
  change(`state = 'ENDING', end_month = '2040-04', ending_company_id = '${side}', ending_by_id = gen_random_uuid(),
    ending_by_name = 'Owner', ending_at = now()`);
const propose = (side: string) =>
  change(`proposed_by_id = gen_random_uuid(), proposed_by_name = 'Manager', proposing_company_id = '${side}',
    proposed_month = '2040-04', proposed_at = now()`);

describe("a connection", () => {
  test("lives once a dealer and reseller, and again after its end", async () => {
    const request = `
      insert into connection_request (id, company_id, reseller_id, status, sent_by_id, sent_at, expires_at, decided_at, closed_at)
      select '00000000-0000-4000-8000-000000000002', company_id, reseller_id, 'APPROVED', sent_by_id, sent_at, expires_at,
        decided_at, now() from connection_request where company_id = '${partners.id}'
          and reseller_id = '${partners.reseller.id}'`;
    const again = insertSql("reseller_connection", {
      id: "gen_random_uuid()",
      company_id: `'${partners.id}'`,
      reseller_id: `'${partners.reseller.id}'`,
      request_id: "'00000000-0000-4000-8000-000000000002'",
      opened_at: "now()",
    });
    expect(await refusalOf(request, again)).toBe("reseller_connection_one_living");
    expect(await refusalOf(request, close(), again)).toBe("accepted");
  });

  test("never changes between whom it is and since when, and once closed stays so", async () => {
    for (const set of [
      `company_id = '${partners.first.id}'`,
      `reseller_id = '${partners.second.reseller.id}'`,
      "request_id = gen_random_uuid()",
      "opened_at = now()",
    ]) {
      expect(await refusalOf(change(set)), set).toBe("reseller_connection_moves");
    }
    expect(await refusalOf(close(), change("state = 'OPEN', closed_at = null"))).toBe("reseller_connection_moves");
  });

  test("is ended, or proposed to be, by one of its two companies", async () => {
    for (const side of [partners.id, partners.first.id]) {
      expect(await refusalOf(end(side))).toBe("accepted");
      expect(await refusalOf(propose(side))).toBe("accepted");
    }
    expect(await refusalOf(end(partners.second.id))).toBe("reseller_connection_side");
    expect(await refusalOf(propose(partners.second.id))).toBe("reseller_connection_side");
  });

  test("is not closed while services run on it", async () => {
    expect(await refusalOf(close())).toBe("accepted");
    await addLiveHub(db.owner, partners, { activatedAt: now.subtract({ hours: 48 }) });
    expect(await refusalOf(close())).toBe("reseller_connection_in_use");
  });
});

describe("terms", () => {
  const agreed = (columns: Record<string, string> = {}) =>
    insertSql("connection_terms", {
      connection_id: `'${partners.connectionId}'`,
      from_month: "'2040-05'",
      trial_days: "14",
      dealer_fee_minor: "300",
      ...columns,
    });
  const policy = (fromMonth: string) =>
    insertSql("reseller_terms", {
      reseller_id: `'${partners.reseller.id}'`,
      from_month: `'${fromMonth}'`,
      policy: "'DAILY'",
    });
  const price = (fromMonth: string, feeMinor = 200) =>
    insertSql("offer_price", {
      reseller_id: `'${partners.reseller.id}'`,
      offer_id: "(select id from package_offer)",
      from_month: `'${fromMonth}'`,
      fee_minor: String(feeMinor),
    });

  test("of a dealer name a month, up to a year of free days, and no fee below nothing", async () => {
    expect(await refusalOf(agreed())).toBe("accepted");
    const wrong: Record<string, string>[] = [
      { from_month: "'2040-13'" },
      { trial_days: "-1" },
      { trial_days: "366" },
      { dealer_fee_minor: "-1" },
    ];
    for (const columns of wrong) {
      expect(await refusalOf(agreed(columns)), JSON.stringify(columns)).toBe("connection_terms_plausible");
    }
  });

  test("of a reseller name a month, and no price below nothing", async () => {
    expect(await refusalOf(policy("2040-05"), price("2040-05"))).toBe("accepted");
    expect(await refusalOf(policy("2040-00"))).toBe("reseller_terms_month");
    expect(await refusalOf(price("2040-00"))).toBe("offer_price_month");
    expect(await refusalOf(price("2040-05", -1))).toBe("offer_price_not_negative");
  });
});
