import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { type BillingPolicy, chargeFor, trialFrom } from "@/lib/domain/billing-policy";
import { inSystemTransaction } from "@/lib/server/context";
import { accountLines, readCalendar } from "@/lib/server/store/account-lines";
import { addBilling, addRuns, type RunOfTest, type TermsOfTest } from "../support/billing";
import { addOffer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { anyMonth, anyZone, runsAround } from "../support/random-runs";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
});

afterAll(() => db.close());

const histories = anyMonth.chain((month) =>
  fc.record({
    month: fc.constant(month),
    policy: fc.constantFrom<BillingPolicy>("FULL_MONTH", "DAILY"),
    feeMinor: fc.integer({ min: 0, max: 100_000 }),
    dealerFeeMinor: fc.option(fc.integer({ min: 0, max: 100_000 })),
    trialDays: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
    hubs: fc.array(
      anyZone.chain((zone) => runsAround(month, fc.oneof({ weight: 4, arbitrary: fc.constant(zone) }, anyZone))),
      { minLength: 1, maxLength: 12 },
    ),
  }),
);

type Computed = {
  hubNumber: string;
  live: number;
  trial: number;
  billed: number;
  fee: number;
  dealerFee: number | null;
};

async function computeLines(resellerId: string, month: BillingMonth): Promise<Computed[]> {
  return inSystemTransaction(async (tx) => {
    const calendar = await readCalendar(tx, resellerId, month);
    return tx.$queryRaw<Computed[]>`
      with ${accountLines({ resellerId, calendar })}
      select hub_number as "hubNumber", live_days as live, trial_days as trial, billed_days as billed, fee_minor as fee,
        dealer_fee_minor as "dealerFee" from line order by hub_number`;
  });
}

function expectedOf(month: BillingMonth, runs: readonly RunOfTest[], terms: Required<TermsOfTest>) {
  const confirmed = runs.filter((run) => run.confirmedAt !== null);
  const first = confirmed[0];
  const trial = first?.confirmedAt ? trialFrom(first.confirmedAt, first.zone, terms.trialDays) : null;
  const charge = (feeMinor: number) => chargeFor(month, runs, { policy: terms.policy, feeMinor, trial });
  const { liveDays, trialDays, billedDays, feeMinor } = charge(terms.feeMinor);
  const dealerFee = terms.dealerFeeMinor === null ? null : charge(terms.dealerFeeMinor).feeMinor;
  return { live: liveDays, trial: trialDays, billed: billedDays, fee: feeMinor, dealerFee };
}

test("the database counts what the domain counts, for random runs in random zones and months", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ month, hubs, ...terms }) => {
      const now = Temporal.Instant.from("2012-01-01T00:00:00Z");
      const billing = await addBilling(db.owner, { ...terms, now, since: now });
      const made = await addRuns(db.owner, billing, hubs);
      const expected = made.flatMap(({ hubId }, index) => {
        const charge = expectedOf(month, hubs[index] ?? [], terms);
        return charge.live > 0 ? [{ hubNumber: hubId, ...charge }] : [];
      });
      expect(await computeLines(billing.reseller.id, month)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
