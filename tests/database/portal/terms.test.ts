import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeDealerTerms, type DealerTermsChange } from "@/lib/server/services/resellers/change-dealer-terms";
import { addBilling, type Billing, connectSince } from "../support/billing";
import { addDealer, addOffer, contextOf, setEnding } from "../support/dealer";
import { addDesk, type Desk, deskContext } from "../support/desk";
import { openTestDatabase, type TestDatabase } from "../support/open";

const now = Temporal.Instant.from("2026-11-22T13:00:00Z");
const since = Temporal.Instant.from("2026-09-01T08:00:00Z");

let db: TestDatabase;
let billing: Billing;
let desk: Desk;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

beforeEach(async () => {
  billing = await addBilling(db.owner, { now, since, trialDays: 14, dealerFeeMinor: 320 });
  desk = await addDesk(db.owner, billing.reseller);
});

type Wanted = Partial<DealerTermsChange>;

const change = (wanted: Wanted = {}, ctx = deskContext(desk, desk.manager)) =>
  changeDealerTerms(ctx, {
    connectionId: billing.connectionId,
    version: 1,
    dealerNumber: null,
    trialDays: 14,
    dealerFeeMinor: 320,
    ...wanted,
  });

async function stored() {
  const { rows } = await db.owner.query(
    `select n.dealer_number as number, n.version, array_agg(t.from_month || ' ' || t.trial_days || ' '
       || coalesce(t.dealer_fee_minor::text, '-') order by t.from_month) as terms
     from reseller_connection n join connection_terms t on t.connection_id = n.id where n.id = $1 group by n.id`,
    [billing.connectionId],
  );
  return rows[0];
}

const traces = async () => ({
  entries: (
    await db.owner.query(
      `select action, company_id, counterpart_id, subject_version, before, after, effective_at from audit_entry
       where subject_id = $1`,
      [billing.connectionId],
    )
  ).rows,
  mails: (await db.owner.query("select recipient, data from mail_message where company_id = $1", [billing.id])).rows,
  notices: (await db.owner.query("select kind, href from notification where company_id = $1", [billing.id])).rows,
});

describe("a dealer's number and terms", () => {
  test("works: the number at once, the terms from the month that has begun nowhere; history and the dealer's office know", async () => {
    const outcome = await change({ dealerNumber: "D-7", trialDays: 0, dealerFeeMinor: 350 });
    expect(outcome).toEqual({ ok: true, value: { connectionId: billing.connectionId, version: 2 } });
    expect(await stored()).toEqual({ number: "D-7", version: 2, terms: ["2000-01 14 320", "2026-12 0 350"] });

    const { entries, mails, notices } = await traces();
    expect(entries).toEqual([
      {
        action: "connection.terms_changed",
        company_id: billing.reseller.companyId,
        counterpart_id: billing.id,
        subject_version: 2,
        before: { dealerNumber: null, trialDays: 14, dealerFeeMinor: 320, currency: "EUR" },
        after: { dealerNumber: "D-7", trialDays: 0, dealerFeeMinor: 350, fromMonth: "2026-12", currency: "EUR" },
        effective_at: new Date("2026-11-30T22:00:00Z"),
      },
    ]);
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
      [billing.owner, billing.senior, billing.manager].map(({ email }) => email).sort(),
    );
    expect(mails[0].data).toMatchObject({ what: "TERMS", number: "D-7", fromAt: "2026-11-30T22:00:00Z" });
    expect(JSON.stringify(mails)).not.toContain("350");
    expect(notices).toContainEqual({
      kind: "terms.changed",
      href: `/c/${billing.slug}/services/resellers/${billing.connectionId}`,
    });
  });

  test("a number alone leaves the terms, and what is the same already is told to nobody", async () => {
    await change({ dealerNumber: "D-7" });
    expect(await stored()).toMatchObject({ number: "D-7", terms: ["2000-01 14 320"] });
    const before = await traces();
    expect(before.entries[0]?.after).toEqual({ dealerNumber: "D-7" });

    expect(await change({ dealerNumber: "D-7", version: 2 })).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await traces()).toEqual(before);
  });

  test("a second change before the month begins replaces what was planned", async () => {
    await change({ trialDays: 7 });
    await change({ trialDays: 30, version: 2 });
    expect(await stored()).toMatchObject({ version: 3, terms: ["2000-01 14 320", "2026-12 30 320"] });
  });

  test("refused: a number that another connected dealer has; one that left gives it free", async () => {
    const other = await addDealer(db.owner);
    const otherId = await connectSince(db.owner, { dealer: other, reseller: billing.reseller, since });
    await db.owner.query("update reseller_connection set dealer_number = 'D-7' where id = $1", [otherId]);
    expect(await change({ dealerNumber: "D-7", trialDays: 0 })).toEqual({
      ok: false,
      refusal: "DEALER_NUMBER_TAKEN",
      params: { dealer: other.name, n: "D-7" },
    });
    expect(await stored()).toEqual({ number: null, version: 1, terms: ["2000-01 14 320"] });

    await db.owner.query("update reseller_connection set state = 'CLOSED', closed_at = now() where id = $1", [otherId]);
    expect((await change({ dealerNumber: "D-7" })).ok).toBe(true);
  });

  test("refused: other terms where the connection ends before they hold, anything once it has ended", async () => {
    await setEnding(db.owner, billing.connectionId, "2026-11");
    expect(await change({ trialDays: 0 })).toMatchObject({ refusal: "ALREADY_ENDING", params: { date: "2026-11-30" } });
    expect((await change({ dealerNumber: "D-7" })).ok).toBe(true);
    await db.owner.query("update reseller_connection set state = 'CLOSED', closed_at = now() where id = $1", [
      billing.connectionId,
    ]);
    expect(await change({ dealerNumber: "D-8", version: 2 })).toMatchObject({ refusal: "NOT_CONNECTED" });
    expect((await traces()).entries).toHaveLength(1);
  });

  test("wrong role: the dealer's own people may not, nor may an installer of the reseller's company", async () => {
    await expect(change({}, contextOf(billing, billing.owner))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await db.owner.query("update employee set role = 'INSTALLER' where account_id = $1", [desk.manager.id]);
    await expect(change({})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("another reseller finds no such connection", async () => {
    const other = await addBilling(db.owner, { now, since });
    const elsewhere = deskContext(await addDesk(db.owner, other.reseller));
    await expect(change({}, elsewhere)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(change({ connectionId: "nonsense" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("lost race: of two colleagues at once the second hears who changed it", async () => {
    const answers = await Promise.allSettled([
      change({ trialDays: 7 }, deskContext(desk, desk.owner)),
      change({ trialDays: 30 }),
    ]);
    const lost = answers.find(({ status }) => status === "rejected");
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(lost).toMatchObject({
      reason: { code: "CONFLICT", params: { did: "connection.terms_changed", name: expect.any(String) } },
    });
  });

  test("of ten dealers given one number at once a single one has it", async () => {
    const connections: string[] = [];
    for (let n = 0; n < 10; n++) {
      const dealer = await addDealer(db.owner);
      connections.push(await connectSince(db.owner, { dealer, reseller: billing.reseller, since }));
    }
    const answers = await Promise.all(
      connections.map((connectionId) =>
        change({ connectionId, dealerNumber: "ONE", trialDays: 0, dealerFeeMinor: null }, deskContext(desk)),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "DEALER_NUMBER_TAKEN")).toHaveLength(9);
  });
});

test("the database keeps a number for one connected dealer", async () => {
  const other = await addDealer(db.owner);
  const otherId = await connectSince(db.owner, { dealer: other, reseller: billing.reseller, since });
  const give = (id: string) => db.app.query("update reseller_connection set dealer_number = 'X' where id = $1", [id]);
  await give(billing.connectionId);
  await expect(give(otherId)).rejects.toMatchObject({ constraint: "reseller_connection_number_once" });
});
