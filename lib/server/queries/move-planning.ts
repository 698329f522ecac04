import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { type AskRefusal, askToMove, targetUsable } from "@/lib/domain/move-request";
import type { RefusalParams } from "@/lib/domain/outcome";
import type { MoveAsked } from "@/lib/schemas/moves";
import { type CompanyContext, inTransaction, type Transaction } from "../context";
import { requireActor } from "../gate";
import { neverActivated } from "../store/hub-packages";
import {
  type Candidate,
  countVerdicts,
  findOnlyPayer,
  listCandidates,
  listMovableZones,
  listMoveTakers,
  type MoveTaker,
  type MoveWish,
  type VerdictCount,
} from "../store/move-planning";
import { toPackageState } from "../store/package-columns";
import { type PageViewer, toPageViewer } from "./hubs";

const hubsShown = 50;

/** A chosen hub: what would change it, or why it cannot move. Instants are ISO text. */
export type MoveHubView = {
  hubId: string;
  name: string;
  objectName: string;
  payer: string | null;
  isChosen: boolean;
  refusal: { code: AskRefusal; params: RefusalParams } | null;
};

/** Where hubs of one zone would move. */
export type MoveBoundaryView = { zone: string; at: string };

export type MovePage = {
  viewer: PageViewer;
  /** The connection whose hubs are listed; null where hubs were named one by one. */
  from: { connectionId: string; reseller: string } | null;
  takers: (MoveTaker & { isUsable: boolean })[];
  /** The reseller that is to pay; null while that is open. */
  taker: MoveTaker | null;
  counts: { listed: number; chosen: number; movable: number };
  /** The hubs of the connection are few enough to be ticked one by one. */
  canTick: boolean;
  hubs: MoveHubView[];
  boundaries: MoveBoundaryView[];
};

/**
 * Reads what a move would do before it is asked for: per hub whether it can move or why not, by the rules of the command
 * itself, and when. A single reseller that could take the hubs is chosen. Throws NOT_FOUND for a stranger's connection.
 */
export async function getMovePage(companySlug: string, asked: MoveAsked): Promise<MovePage> {
  const given = await requireActor(companySlug, "package:move");
  return inTransaction(given, async (tx, ctx) => {
    const all = await listMoveTakers(tx, ctx.companyId);
    const chosen = { companyId: ctx.companyId, now: toDate(ctx.now), choice: { hubIds: asked.hub } };
    const from = all.find(({ connectionId }) => connectionId === asked.from) ?? null;
    const payerId = from?.resellerId ?? (await findOnlyPayer(tx, { ...chosen, resellerId: null }));
    const takers = all.filter(({ resellerId, state }) => state !== "CLOSED" && resellerId !== payerId);
    const usable = takers.filter((taker) => targetUsable(taker).ok);
    const taker =
      usable.find(({ resellerId }) => resellerId === asked.reseller) ?? (usable.length === 1 ? usable[0] : null);
    const named = { ...chosen, resellerId: taker?.resellerId ?? null };
    const listed = from ? { ...named, choice: { connectionId: from.connectionId } } : named;
    return {
      viewer: toPageViewer(ctx),
      from: from && { connectionId: from.connectionId, reseller: from.resellerName },
      takers: takers.map((each) => ({ ...each, isUsable: usable.includes(each) })),
      taker: taker ?? null,
      ...(await readHubs(tx, ctx, { listed, chosen: asked.ticked ? named : listed }, taker ?? null)),
    };
  });
}

async function readHubs(
  tx: Transaction,
  ctx: CompanyContext,
  wish: { listed: MoveWish; chosen: MoveWish },
  taker: MoveTaker | null,
): Promise<Pick<MovePage, "counts" | "canTick" | "hubs" | "boundaries">> {
  const listed = sumOf(await countVerdicts(tx, wish.listed));
  const verdicts = await countVerdicts(tx, wish.chosen);
  const zones = await listMovableZones(tx, wish.chosen);
  const { choice } = wish.chosen;
  return {
    counts: {
      listed,
      chosen: sumOf(verdicts),
      movable: verdicts.find(({ refusal }) => refusal === null)?.n ?? 0,
    },
    canTick: "connectionId" in wish.listed.choice && listed <= hubsShown,
    hubs: (await listCandidates(tx, wish.listed, hubsShown)).map((hub) => ({
      ...toHub(hub, ctx, taker),
      isChosen: !("hubIds" in choice) || choice.hubIds.includes(hub.hubId),
    })),
    boundaries: zones.map((zone) => ({ zone, at: startOfNextMonth(ctx.now, zone).toString() })),
  };
}

function sumOf(verdicts: VerdictCount[]): number {
  return verdicts.reduce((sum, { n }) => sum + n, 0);
}

function toHub(row: Candidate, { now }: CompanyContext, taker: MoveTaker | null): Omit<MoveHubView, "isChosen"> {
  const { hubId, name, objectName, resellerName: payer, refusal } = row;
  const stored = row.status ? toPackageState(row as Parameters<typeof toPackageState>[0]) : neverActivated;
  const planned =
    row.plannedReseller && row.plannedAt
      ? { resellerName: row.plannedReseller, askedAt: toInstant(row.plannedAt) }
      : null;
  const target = taker ?? { resellerId: "", resellerName: "", state: "OPEN" as const };
  const outcome = askToMove(stored, { target, planned }, now);
  const params = outcome.ok ? {} : (outcome.params ?? {});
  return { hubId, name, objectName, payer, refusal: refusal && { code: refusal, params } };
}
