import { z } from "zod";
import { clockNow, elapsedMs } from "@/lib/clock";
import { type BillingMonth, billingMonthOf, previousMonth } from "@/lib/domain/billing-month";
import { closeDatabase } from "@/lib/server/close-database";
import { inSystemTransaction } from "@/lib/server/context";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runRollover } from "@/lib/server/services/rollover/run-rollover";
import { closeMonth } from "@/lib/server/services/statements/close-month";
import { listClosingCandidates } from "@/lib/server/store/statement-closing";

const answer = z.object({ resellerId: z.string(), month: z.string(), ms: z.number() });

/** How long it took to close the month before the present one, in milliseconds. */
export const closingMeasurement = { name: "closing", answer };

/** Ends what is due and closes the month before that one, so that nothing else is left to do. */
export const beforeClosingMeasurement = { name: "before-closing", answer };

type Months = { resellerId: string; last: BillingMonth; before: BillingMonth };

/** The reseller that the large dealer has been with for longest, and its two months before the present one. */
async function findMonths(): Promise<Months> {
  return inSystemTransaction(async (tx) => {
    const [first] = await tx.$queryRaw<{ resellerId: string }[]>`
      select n.reseller_id as "resellerId" from reseller_connection n join company c on c.id = n.company_id
      where c.slug = 'kiwi' and n.state = 'OPEN' order by n.opened_at, n.id limit 1`;
    const [candidate] = first ? await listClosingCandidates(tx, first.resellerId) : [];
    if (!candidate) throw new Error("The large dealer has no reseller.");
    const last = previousMonth(billingMonthOf(clockNow(candidate.offsetMs), candidate.ownZone));
    return { resellerId: candidate.resellerId, last, before: previousMonth(last) };
  });
}

async function close(resellerId: string, month: BillingMonth): Promise<z.infer<typeof answer>> {
  const begun = elapsedMs();
  const closing = await closeMonth({ resellerId, month, mode: "WAIT" });
  if (!closing.isClosed) throw new Error(`${month} stays open: ${closing.cause}.`);
  return { resellerId, month, ms: elapsedMs() - begun };
}

/** Runs the month rollovers that are due and closes the month before the last one. */
export async function measureBeforeClosing(): Promise<z.infer<typeof answer>> {
  try {
    for (const run of await planRollover()) await runRollover(run.id);
    const { resellerId, before } = await findMonths();
    return await close(resellerId, before);
  } finally {
    await closeDatabase();
  }
}

/** Closes the last month as a worker's job does, in a process that does nothing else. */
export async function measureClosing(): Promise<z.infer<typeof answer>> {
  try {
    const { resellerId, last } = await findMonths();
    return await close(resellerId, last);
  } finally {
    await closeDatabase();
  }
}
