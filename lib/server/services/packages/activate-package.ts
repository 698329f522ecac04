import { type ActivationRefusal, type ActivationRequest, decideActivation } from "@/lib/domain/activation-rules";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { type Outcome, type Refused, refuse, succeed } from "@/lib/domain/outcome";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/server/audit";
import {
  type CompanyContext,
  inTransaction,
  requirePermission,
  requireSameSide,
  type Transaction,
} from "@/lib/server/context";
import { appendEvent } from "@/lib/server/feed/append";
import { findFormerReseller, loadActivationFacts, loadDealerFacts } from "@/lib/server/store/activation-facts";
import {
  type HubPackage,
  type HubPackageRef,
  insertHubPackage,
  loadHubForUpdate,
  type NewRun,
  neverActivated,
} from "@/lib/server/store/hub-packages";
import { toSnapshot } from "@/lib/server/store/package-columns";
import { findPlannedStart } from "@/lib/server/store/planned-starts";
import { scheduledEnd } from "./change-package";
import { endDuePackage } from "./end-due-package";
import { endOthersDue } from "./end-others-due";
import { type PackageReceipt, receiptOf } from "./receipt";
import { settleHub } from "./settle-hub";
import { takeStartBack } from "./take-start-back";

/** `offerCode` names the package on offer; payer and slot are what the person chose, if there was a choice. */
export type ActivatePackageInput = HubPackageRef & ActivationRequest & { offerCode: string };

/**
 * Starts Ajax Services on one hub: a new run, billed to one reseller, its SIM wanted on, in one transaction.
 *
 * Refuses with the first of everything that stands in the way (PRODUCT J9). A run that is over but not yet ended by
 * the month rollover is ended first, with the same ledger row, so that a late job never blocks anybody.
 */
export async function activatePackage(
  given: CompanyContext,
  input: ActivatePackageInput,
): Promise<Outcome<PackageReceipt, ActivationRefusal>> {
  return inTransaction(given, async (tx, ctx) => {
    const outcome = await activateIn(tx, ctx, input);
    if (outcome.ok) await dropStartOf(tx, ctx, outcome.value.hubKey);
    return outcome.ok ? receiptOf(outcome.value) : outcome;
  });
}

/**
 * The part of {@link activatePackage} inside a transaction, for what a person decided on earlier as well. A refusal
 * leaves nothing behind but what a late job owed the hub.
 */
export async function activateIn(
  tx: Transaction,
  ctx: CompanyContext,
  input: ActivatePackageInput,
): Promise<Outcome<HubPackage, ActivationRefusal>> {
  requirePermission(ctx, "package:manage");
  const dealer = await loadDealerFacts(tx, ctx.companyId, "LOCK");
  const hub = await settleHub(tx, ctx, await loadHubForUpdate(tx, ctx.companyId, input));
  const facts = await loadActivationFacts(tx, ctx, dealer, hub);
  const stored = hub.latest?.state ?? neverActivated;
  requireSameSide(ctx, hub.lockedAt, startOfNextMonth(ctx.now, ctx.timeZone));
  requireSameSide(ctx, hub.lockedAt, scheduledEnd(stored));
  const decision = decideActivation(facts, input, stored, ctx.now);
  if (!decision.ok) return nameReseller(tx, ctx, input, decision);
  const { connection, sim, state } = decision.value;
  const payer = dealer.connections.find(({ connectionId }) => connectionId === connection.connectionId);
  if (!payer) return refuse("RESELLER_NOT_USABLE");

  if (hub.latest) await endDuePackage(tx, ctx, hub.latest);
  await endOthersDue(tx, ctx, hub.key);
  const offerId = await findOfferId(tx, input.offerCode);
  const { connectionId, resellerCompanyId, resellerName } = payer;
  const run = { state, hub, simId: sim.simId, offerId, connectionId, resellerCompanyId, resellerName };
  return succeed(await start(tx, ctx, run));
}

/** Takes back what was planned for a hub that somebody has just activated by hand. */
async function dropStartOf(tx: Transaction, ctx: CompanyContext, hubKey: string): Promise<void> {
  const planned = await findPlannedStart(tx, ctx.companyId, hubKey);
  if (planned) await takeStartBack(tx, ctx, planned);
}

/** Names the reseller of a connection that is over, which the facts no longer hold. Throws NOT_FOUND for a stranger. */
async function nameReseller(
  tx: Transaction,
  { companyId }: CompanyContext,
  { resellerId }: ActivatePackageInput,
  refused: Refused<ActivationRefusal>,
): Promise<Refused<ActivationRefusal>> {
  if (refused.refusal !== "RESELLER_NOT_USABLE" || refused.params?.reseller || !resellerId) return refused;
  const reseller = await findFormerReseller(tx, companyId, resellerId);
  if (!reseller) throw new AppError("NOT_FOUND");
  return { ...refused, params: { ...refused.params, reseller } };
}

async function start(tx: Transaction, ctx: CompanyContext, run: NewRun): Promise<HubPackage> {
  const made = await insertHubPackage(tx, ctx.companyId, run, ctx.now);
  await recordAudit(tx, ctx, {
    action: "package.activated",
    subjectId: made.id,
    subjectVersion: made.version,
    hubKey: run.hub.key,
    counterpartId: run.resellerCompanyId,
    before: run.hub.latest ? toSnapshot(run.hub.latest.state) : null,
    after: toSnapshot(made.state),
  });
  await appendEvent(tx, ctx, "package.activated", made);
  return made;
}

async function findOfferId(tx: Transaction, code: string): Promise<string> {
  const offer = await tx.packageOffer.findUnique({ where: { code }, select: { id: true } });
  if (!offer) throw new AppError("NOT_FOUND");
  return offer.id;
}
