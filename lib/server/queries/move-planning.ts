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
  listCandidates,
  listMovableZones,
  listMoveTakers,
  type MoveTaker,
  type MoveWish,
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
  refusal: { code: AskRefusal; params: RefusalParams } | null;
};

/** Where hubs of one zone would move. */
export type MoveBoundaryView = { zone: string; at: string };

export type MovePage = {
  viewer: PageViewer;
  /** The connection all of whose hubs are chosen; null where hubs are chosen one by one. */
  from: { connectionId: string; reseller: string } | null;
  takers: (MoveTaker & { isUsable: boolean })[];
  /** The reseller that is to pay; null while that is open. */
  taker: MoveTaker | null;
  counts: { chosen: number; movable: number };
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
    const from = all.find(({ connectionId }) => connectionId === asked.from) ?? null;
    const takers = all.filter(({ resellerId, state }) => state !== "CLOSED" && resellerId !== from?.resellerId);
    const usable = takers.filter((taker) => targetUsable(taker).ok);
    const taker =
      usable.find(({ resellerId }) => resellerId === asked.reseller) ?? (usable.length === 1 ? usable[0] : null);
    const choice = from ? { connectionId: from.connectionId } : { hubIds: asked.hub };
    const wish = {
      companyId: ctx.companyId,
      choice,
      resellerId: taker?.resellerId ?? null,
      now: toDate(ctx.now),
    };
    return {
      viewer: toPageViewer(ctx),
      from: from && { connectionId: from.connectionId, reseller: from.resellerName },
      takers: takers.map((each) => ({ ...each, isUsable: usable.includes(each) })),
      taker: taker ?? null,
      ...(await readHubs(tx, ctx, wish, taker ?? null)),
    };
  });
}

async function readHubs(
  tx: Transaction,
  ctx: CompanyContext,
  wish: MoveWish,
  taker: MoveTaker | null,
): Promise<Pick<MovePage, "counts" | "hubs" | "boundaries">> {
  const verdicts = await countVerdicts(tx, wish);
  const zones = await listMovableZones(tx, wish);
  const chosen = verdicts.reduce((sum, { n }) => sum + n, 0);
  return {
    counts: { chosen, movable: verdicts.find(({ refusal }) => refusal === null)?.n ?? 0 },
    hubs: (await listCandidates(tx, wish, hubsShown)).map((hub) => toHub(hub, ctx, taker)),
    boundaries: zones.map((zone) => ({ zone, at: startOfNextMonth(ctx.now, zone).toString() })),
  };
}

function toHub(row: Candidate, { now }: CompanyContext, taker: MoveTaker | null): MoveHubView {
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
