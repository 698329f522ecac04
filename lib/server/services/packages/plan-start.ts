import { toDate } from "@/lib/clock";
import { type ActivationRefusal, decidePlan } from "@/lib/domain/activation-rules";
import { type Outcome, succeed } from "@/lib/domain/outcome";
import { decideStartDay } from "@/lib/domain/planned-start";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission } from "@/lib/server/context";
import { loadActivationFacts, loadDealerFacts } from "@/lib/server/store/activation-facts";
import { loadHubForUpdate } from "@/lib/server/store/hub-packages";
import { findPlannedStart, insertStart } from "@/lib/server/store/planned-starts";
import type { ActivatePackageInput } from "./activate-package";
import { settleHub } from "./settle-hub";

/** `startsOn` is a day of the company's calendar; null is when the hub first comes online. */
export type PlanStartInput = Omit<ActivatePackageInput, "slot"> & { startsOn: string | null };

/**
 * Plans Ajax Services on a hub for when it first comes online or for a day, with the payer chosen now. Nothing runs and
 * nothing is billed until then; then everything is looked at once more. Refuses what no waiting would change: services
 * that run, a company that may not activate, a payer that takes nothing, a day that is none. Throws CONFLICT where a start is planned already,
 * naming who planned it. Source: PRODUCT F13.
 */
export async function planStart(
  given: CompanyContext,
  input: PlanStartInput,
): Promise<Outcome<{ changeId: string }, ActivationRefusal | "START_DAY_INVALID">> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "package:manage");
    const dealer = await loadDealerFacts(tx, ctx.companyId, "LOCK");
    const hub = await settleHub(tx, ctx, await loadHubForUpdate(tx, ctx.companyId, input));
    const planned = await findPlannedStart(tx, ctx.companyId, hub.key);
    if (planned) {
      const { byName, at } = planned;
      throw new AppError("CONFLICT", { name: byName, did: "start.planned", time: at.toISOString() });
    }
    const decision = decidePlan(await loadActivationFacts(tx, ctx, dealer, hub), input, ctx.now);
    if (!decision.ok) return decision;
    const start = decideStartDay(input.startsOn, ctx.now, dealer.timeZone);
    if (!start.ok) return start;

    const { resellerId, connectionId, resellerName } = decision.value;
    const { offerCode } = input;
    const wish = { hubKey: hub.key, offerCode, resellerId, connectionId, zone: dealer.timeZone, startsAt: start.value };
    const changeId = await insertStart(tx, ctx.companyId, { ...wish, by: ctx.account, at: toDate(ctx.now) });
    if (!changeId) throw new AppError("NOT_FOUND");
    await recordAudit(tx, ctx, {
      action: "start.planned",
      subjectId: changeId,
      subjectVersion: 1,
      hubKey: hub.key,
      before: null,
      after: {
        status: "PLANNED",
        reseller: resellerName,
        ...(start.value ? { startsAt: start.value.toString() } : {}),
      },
    });
    return succeed({ changeId });
  });
}
