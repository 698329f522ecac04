import { startOfMonth } from "@/lib/domain/billing-month";
import { termsIn } from "@/lib/domain/billing-terms";
import { type DealerTerms, type PlannedTerms, planTerms } from "@/lib/domain/dealer-terms";
import { type Outcome, refuse, succeed } from "@/lib/domain/outcome";
import { recordAudit } from "@/lib/server/audit";
import { type CompanyContext, inTransaction, requirePermission, type Transaction } from "@/lib/server/context";
import {
  type DealerConnection,
  listConnectionTerms,
  lockDealerConnection,
  saveConnectionTerms,
  saveDealerNumber,
} from "@/lib/server/store/dealer-detail";
import { findDealerByNumber } from "@/lib/server/store/reseller-dealers";
import { requestGroup, tellOffice } from "./tell";

/** A connection as the form was drawn with it, and what the reseller wants instead. */
export type DealerTermsChange = DealerTerms & { connectionId: string; version: number; dealerNumber: string | null };

export type DealerTermsRefusal = "DEALER_NUMBER_TAKEN" | "NOT_CONNECTED" | "ALREADY_ENDING";

type Receipt = { connectionId: string; version: number };

/**
 * Changes a reseller's own number for a dealer, at once, and the terms between the two, from the first month that has
 * begun nowhere ({@link planTerms}). The dealer's office is told. What stays the same is written and told to nobody.
 * A number that another connected dealer has is DEALER_NUMBER_TAKEN. Throws NOT_FOUND for another reseller's connection,
 * CONFLICT if it has changed since the form was drawn.
 */
export async function changeDealerTerms(
  given: CompanyContext,
  input: DealerTermsChange,
): Promise<Outcome<Receipt, DealerTermsRefusal>> {
  return inTransaction(given, async (tx, ctx) => {
    requirePermission(ctx, "dealer:manage");
    const before = await lockDealerConnection(tx, ctx.companyId, input);
    const agreed = await listConnectionTerms(tx, before.connectionId);
    const { name: dealerName, endMonth, closedAt } = before;
    const connection = { dealerName, endMonth, closedAt: closedAt?.toISOString() ?? null };
    const plan = planTerms(connection, agreed, toTerms(input), ctx.now);
    if (!plan.ok) return plan;
    const { dealerNumber } = input;
    const isRenumbered = dealerNumber !== before.dealerNumber;
    const holder = isRenumbered && dealerNumber ? await findDealerByNumber(tx, before.resellerId, dealerNumber) : null;
    if (holder) return refuse("DEALER_NUMBER_TAKEN", { dealer: holder, n: dealerNumber ?? "" });
    if (!isRenumbered && !plan.value) return succeed({ connectionId: before.connectionId, version: before.version });

    const version = await saveDealerNumber(tx, before, dealerNumber);
    if (plan.value) await saveConnectionTerms(tx, before.connectionId, plan.value);
    const replaced = plan.value && toTerms(termsIn(agreed, plan.value.fromMonth) ?? noTerms);
    await record(tx, ctx, { before, version, dealerNumber, plan: plan.value, replaced });
    await tell(tx, ctx, { before, dealerNumber, plan: plan.value });
    return succeed({ connectionId: before.connectionId, version });
  });
}

const noTerms: DealerTerms = { trialDays: 0, dealerFeeMinor: null };

function toTerms({ trialDays, dealerFeeMinor }: DealerTerms): DealerTerms {
  return { trialDays, dealerFeeMinor };
}

type Change = { before: DealerConnection; dealerNumber: string | null; plan: PlannedTerms };

/** Terms take effect when their month begins for the dealer; a number alone does at once. */
async function record(
  tx: Transaction,
  ctx: CompanyContext,
  { before, version, dealerNumber, plan, replaced }: Change & { version: number; replaced: DealerTerms | null },
): Promise<void> {
  const money = plan ? { currency: before.currency } : {};
  await recordAudit(tx, ctx, {
    action: "connection.terms_changed",
    subjectId: before.connectionId,
    subjectVersion: version,
    counterpartId: before.companyId,
    before: { dealerNumber: before.dealerNumber, ...replaced, ...money },
    after: { dealerNumber, ...plan, ...money },
    effectiveAt: plan ? startOfMonth(plan.fromMonth, before.timeZone) : ctx.now,
  });
}

/** Amounts stay out of the mail: not everybody in the dealer's office may see them. */
async function tell(tx: Transaction, ctx: CompanyContext, { before, dealerNumber, plan }: Change): Promise<void> {
  const linkPath = `/c/${before.slug}/services/resellers/${before.connectionId}`;
  await tellOffice(tx, ctx, {
    companyId: before.companyId,
    template: "terms-changed",
    data: {
      dealer: before.name,
      reseller: ctx.companyName,
      person: ctx.account.name,
      what: plan ? "TERMS" : "NUMBER",
      number: dealerNumber ?? "–",
      fromAt: (plan ? startOfMonth(plan.fromMonth, before.timeZone) : ctx.now).toString(),
      zone: before.timeZone,
      linkPath,
    },
    kind: "terms.changed",
    href: linkPath,
    groupKey: requestGroup(before.requestId),
  });
}
