import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import { chooseReseller, chooseSim } from "@/lib/domain/activation-choices";
import {
  type ActivationFacts,
  type ActivationObstacle,
  activationObstacles,
  planObstacles,
} from "@/lib/domain/activation-rules";
import { type BillingMonth, billingMonthOf, startOfMonth } from "@/lib/domain/billing-month";
import { type Consequence, foresee, type PackageVerb } from "@/lib/domain/consequence";
import { layOutMonthRuler, type MonthRuler } from "@/lib/domain/month-ruler";
import type { RefusalParams } from "@/lib/domain/outcome";
import { effectiveState, isLive, type PackageState } from "@/lib/domain/package-lifecycle";
import { can } from "@/lib/domain/permissions";
import { type StartDays, startDays } from "@/lib/domain/planned-start";
import type { SimSlot } from "@/lib/domain/sim-status";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { loadActivationFacts, loadDealerFacts } from "../store/activation-facts";
import { listChargedPayers, listDealerFees } from "../store/charges";
import { findOtherRun } from "../store/hub-access";
import { findLatestPackage, type HubRow, loadHub } from "../store/hub-detail";
import { findLastAct, type HubPackage, type LastAct, neverActivated } from "../store/hub-packages";
import { findPlannedStart, type PlannedStart } from "../store/planned-starts";
import { type OtherManager, type ServiceView, toServiceView } from "./hub-view";
import { findObject, type ObjectView, type PageViewer, toPageViewer } from "./hubs";

/** The card before a press, as text and numbers. Instants are ISO text. */
export type ConsequenceView = {
  verb: PackageVerb;
  zone: string;
  startsAt: string | null;
  runsUntil: string | null;
  offAt: string | null;
  isReversible: boolean;
  wayBack: Consequence["wayBack"];
  wayBackUntil: string | null;
  features: readonly string[];
  payerName: string;
  /** Null where the viewer may not see it or none is set: it is as agreed with the payer. */
  fee: { minor: number; currency: string } | null;
  isMonthChargedAlready: boolean;
  otherPayers: string[];
  ruler: MonthRuler;
};

export type PayerChoice = { resellerId: string; name: string; state: "OPEN" | "ENDING" | "WAITING" | "CLOSED" };

export type PackagePanel = {
  viewer: PageViewer;
  object: ObjectView;
  hub: { hubId: string; name: string; model: HubRow["model"]; isOnline: boolean; version: number };
  status: PackageState["status"];
  service: ServiceView;
  offer: { code: string; features: readonly string[] };
  activatedAt: string | null;
  /** What was done last to the hub's services, whoever did it; null where nothing ever was. */
  lastAct: LastAct | null;
  /** How the last run ended; null while one is live or none ever was. */
  ended: { at: string; reason: string } | null;
  obstacles: ActivationObstacle[];
  payers: PayerChoice[];
  preselectedPayerId: string | null;
  slots: { slot: SimSlot; isUsable: boolean }[];
  preselectedSlot: SimSlot | null;
  ruler: MonthRuler;
  /** Cards of the acts that are open now; for Activate one per usable payer. */
  activateCards: { resellerId: string; card: ConsequenceView }[];
  plan: PlanView;
  /** The acts on a run, open or refused with the code the command itself would give. */
  deactivate: ActView;
  resume: ActView;
  stopNow: ActView;
  /** Whether the viewer may ask for a move to another reseller now, and the one that is planned. */
  move: { isOpen: boolean; planned: { resellerName: string; at: string; isApproved: boolean } | null };
};

export type ActView = { card: ConsequenceView; refusal: null } | { card: null; refusal: PanelRefusal };

/**
 * An activation once the hub comes online, or on a day: whether it may be planned now, and what is planned already. A day
 * may be chosen for a hub that is online too; `days` is null where not.
 */
export type PlanView = {
  isOpen: boolean;
  days: StartDays | null;
  refusal: PanelRefusal | null;
  planned: {
    changeId: string;
    reseller: string;
    by: string;
    at: string;
    startsAt: string | null;
    /** The month first paid for; null until the hub comes online. */
    month: BillingMonth | null;
    mayCancel: boolean;
  } | null;
};

/** Why an act is not open. Instants in `params` are ISO text. */
export type PanelRefusal = { code: string; params: RefusalParams };

type Subject = {
  ctx: CompanyContext;
  hub: HubRow;
  latest: HubPackage | null;
  managedBy: OtherManager | null;
  facts: ActivationFacts;
  start: PlannedStart | null;
  features: readonly string[];
  charged: { resellerId: string; resellerName: string }[];
  fees: Map<string, { minor: number; currency: string }>;
};

/**
 * Reads everything the package panel shows: what is open now, everything that stands in the way, and for each open act
 * the card, foretold by the lifecycle itself so that card and result agree. Throws NOT_FOUND for another company's hub.
 */
export async function getPackagePanel(companySlug: string, objectId: string, hubId: string): Promise<PackagePanel> {
  const given = await requireActor(companySlug, "package:view");
  return inTransaction(given, async (tx, ctx) => {
    const hub = await loadHub(tx, ctx.companyId, objectId, hubId);
    const object = await findObject(tx, ctx, objectId);
    const lastAct = await findLastAct(tx, ctx.companyId, hub.key);
    return { object, lastAct, ...toPanel(await readSubject(tx, ctx, hub), await readOffer(tx)) };
  });
}

async function readOffer(tx: Transaction): Promise<PackagePanel["offer"]> {
  return tx.packageOffer.findFirstOrThrow({ orderBy: { code: "asc" }, select: { code: true, features: true } });
}

async function readSubject(tx: Transaction, ctx: CompanyContext, hub: HubRow): Promise<Omit<Subject, "features">> {
  const latest = await findLatestPackage(tx, ctx.companyId, { hubKey: hub.key, now: ctx.now });
  const dealer = await loadDealerFacts(tx, ctx.companyId, "READ");
  const facts = await loadActivationFacts(tx, ctx, dealer, { ...hub, latest });
  const zone = latest && isLive(latest.state) ? latest.state.billingZone : ctx.timeZone;
  const month = billingMonthOf(ctx.now, zone);
  const monthStart = toDate(startOfMonth(month, zone));
  const maySeeFees = can(ctx, "finance:view");
  const fees = maySeeFees ? await listDealerFees(tx, ctx.companyId, month) : [];
  const payerOf = new Map(dealer.connections.map((connection) => [connection.connectionId, connection.resellerId]));
  return {
    ctx,
    hub,
    latest,
    managedBy: await findOtherRun(tx, ctx.companyId, hub.key, toDate(ctx.now)),
    facts,
    start: await findPlannedStart(tx, ctx.companyId, hub.key),
    charged: await listChargedPayers(tx, ctx.companyId, hub.key, monthStart),
    fees: new Map(
      fees.flatMap(({ connectionId, feeMinor, currency }) => {
        const resellerId = payerOf.get(connectionId);
        return resellerId && feeMinor !== null ? [[resellerId, { minor: feeMinor, currency }] as const] : [];
      }),
    ),
  };
}

function toPanel(
  read: Omit<Subject, "features">,
  offer: PackagePanel["offer"],
): Omit<PackagePanel, "object" | "lastAct"> {
  const subject: Subject = { ...read, features: offer.features };
  const { ctx, hub, latest, facts, managedBy } = subject;
  const stored = latest?.state ?? neverActivated;
  const state = effectiveState(stored, ctx.now);
  const isRunning = isLive(state);
  const preselected = chooseReseller(facts.connections, null, latest?.resellerId);
  const slot = chooseSim(facts);
  const serviceFacts = { now: ctx.now, isHubOnline: hub.isOnline, companyZone: ctx.timeZone, managedBy };
  return {
    viewer: toPageViewer(ctx),
    hub: { hubId: hub.hubId, name: hub.name, model: hub.model, isOnline: hub.isOnline, version: hub.version },
    status: state.status,
    service: toServiceView(stored, { ...serviceFacts, resellerName: latest?.resellerName ?? null }),
    offer,
    activatedAt: isRunning && latest ? latest.activatedAt.toISOString() : null,
    ended:
      state.status === "INACTIVE" && state.ended ? { at: state.ended.at.toString(), reason: state.ended.reason } : null,
    obstacles: activationObstacles(facts, ctx.now),
    payers: facts.connections.map(({ resellerId, resellerName, state }) => ({ resellerId, name: resellerName, state })),
    preselectedPayerId: preselected.ok ? preselected.value.resellerId : null,
    slots: facts.sims.map((sim) => ({ slot: sim.slot, isUsable: chooseSim(facts, sim.slot).ok })),
    preselectedSlot: slot.ok ? slot.value.slot : null,
    ruler: rulerOf(subject, state),
    activateCards: isRunning ? [] : activateCards(subject),
    plan: planOf(subject),
    deactivate: actOf(subject, "deactivate", null),
    resume: actOf(subject, "resume", null),
    stopNow: actOf(subject, "stopNow", null),
    move: moveOf(subject, state),
  };
}

/** A hub that is online has nothing to wait for but a day. */
function planOf({ ctx, hub, facts, start }: Subject): PlanView {
  const obstacle = planObstacles(facts, ctx.now)[0];
  const refusal = obstacle ? { code: obstacle.code, params: obstacle.params } : null;
  if (!start) {
    const days = refusal ? null : startDays(ctx.now, ctx.timeZone);
    return { isOpen: !hub.isOnline && !refusal, days, refusal, planned: null };
  }
  const { id, resellerName, byId, byName, at, startsAt } = start;
  const mayCancel = can(ctx, byId === ctx.account.id ? "package:manage" : "change:cancel");
  const instants = { at: at.toISOString(), startsAt: startsAt?.toISOString() ?? null };
  const month = startsAt && billingMonthOf(toInstant(startsAt), facts.billingZone);
  const planned = { changeId: id, reseller: resellerName, by: byName, ...instants, month, mayCancel };
  return { isOpen: false, days: null, refusal, planned };
}

function moveOf({ ctx, latest }: Subject, state: PackageState): PackagePanel["move"] {
  const planned = isLive(state) ? (latest?.plannedMove ?? null) : null;
  const isDeactivated = state.status === "EXPIRING" && state.endCause === "DEACTIVATED";
  const isOpen = isLive(state) && !isDeactivated && !planned && can(ctx, "package:move");
  if (!planned) return { isOpen, planned: null };
  const { resellerName, at, isApproved } = planned;
  return { isOpen, planned: { resellerName, at: at.toString(), isApproved } };
}

function activateCards(subject: Subject): PackagePanel["activateCards"] {
  return subject.facts.connections.flatMap(({ resellerId, state }) => {
    const { card } = actOf(subject, "activate", resellerId);
    return card && state === "OPEN" ? [{ resellerId, card }] : [];
  });
}

function actOf(subject: Subject, verb: PackageVerb, resellerId: string | null): ActView {
  const { ctx, latest, facts, features, charged } = subject;
  const foreseen = foresee(
    verb,
    {
      stored: latest?.state ?? neverActivated,
      billingZone: facts.billingZone,
      resellerId,
      connectionEnd: latest?.connectionEnd ?? null,
      features,
      chargedThisMonth: charged,
    },
    ctx.now,
  );
  return foreseen.ok
    ? { card: toCardView(subject, foreseen.value), refusal: null }
    : { card: null, refusal: { code: foreseen.refusal, params: foreseen.params ?? {} } };
}

function toCardView(subject: Subject, consequence: Consequence): ConsequenceView {
  const { facts, fees, latest } = subject;
  const payer = facts.connections.find(({ resellerId }) => resellerId === consequence.resellerId);
  return {
    verb: consequence.verb,
    zone: consequence.zone,
    startsAt: consequence.startsAt?.toString() ?? null,
    runsUntil: consequence.runsUntil?.toString() ?? null,
    offAt: consequence.offAt?.toString() ?? null,
    isReversible: consequence.isReversible,
    wayBack: consequence.wayBack,
    wayBackUntil: consequence.wayBackUntil?.toString() ?? null,
    features: consequence.features,
    payerName: payer?.resellerName ?? latest?.resellerName ?? "",
    fee: fees.get(consequence.resellerId ?? "") ?? null,
    isMonthChargedAlready: consequence.isMonthChargedAlready,
    otherPayers: consequence.otherPayersThisMonth.map(({ resellerName }) => resellerName),
    ruler: foreseenRuler(subject, consequence),
  };
}

/** Draws the hub's services on the ruler as they are. */
function rulerOf({ ctx, latest, facts }: Subject, state: PackageState): MonthRuler {
  const endsAt = state.status === "EXPIRING" ? state.expiresAt : null;
  return layOutMonthRuler({
    now: ctx.now,
    zone: isLive(state) ? state.billingZone : facts.billingZone,
    liveSince: latest ? toInstant(latest.activatedAt) : null,
    endsAt: state.status === "INACTIVE" ? (state.ended?.at ?? null) : endsAt,
    decidedAt: latest?.deactivatedAt && endsAt ? toInstant(latest.deactivatedAt) : null,
  });
}

/** Draws them as an act would make them. */
function foreseenRuler({ ctx, latest }: Subject, { verb, zone, offAt }: Consequence): MonthRuler {
  return layOutMonthRuler({
    now: ctx.now,
    zone,
    liveSince: verb === "activate" || !latest ? ctx.now : toInstant(latest.activatedAt),
    endsAt: offAt,
    decidedAt: verb === "deactivate" ? ctx.now : null,
  });
}
