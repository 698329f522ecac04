import "server-only";
import { toDate, toInstant } from "@/lib/clock";
import { billingMonthOf } from "@/lib/domain/billing-month";
import { effectiveMove, type MoveStatus } from "@/lib/domain/move-request";
import { can } from "@/lib/domain/permissions";
import { type CompanyContext, inTransaction } from "../context";
import { requireResellerActor } from "../gate";
import { listMoveHubs, type MoveHub } from "../store/move-hubs";
import { listMoves, loadMove, type MoveRequest } from "../store/move-requests";
import { type ResellerTerms, readResellerTerms } from "../store/reseller-dealers";
import { type PageViewer, toPageViewer } from "./hubs";

const pastShown = 100;
const waitingShown = 200;
const hubsShown = 100;

/** A request to take hubs over, as the reseller that is asked sees it. Instants are ISO text. */
export type MoveView = {
  id: string;
  dealer: string;
  connectionId: string;
  status: MoveStatus;
  isConnectionOpen: boolean;
  sentAt: string;
  sentBy: string;
  expiresAt: string;
  zone: string;
  decidedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
  hubs: MoveRequest["hubs"];
};

function toMoveView(request: MoveRequest, { now }: CompanyContext): MoveView {
  const { id, dealer, connectionId, state, target, sentAt, sentByName, zone, reason, hubs } = request;
  const status = effectiveMove(state, now);
  return {
    id,
    dealer: dealer.name,
    connectionId,
    status: status === "PENDING" && hubs.planned === 0 ? "WITHDRAWN" : status,
    isConnectionOpen: target.state === "OPEN",
    sentAt: sentAt.toString(),
    sentBy: sentByName,
    expiresAt: state.expiresAt.toString(),
    zone,
    decidedAt: state.decidedAt?.toString() ?? null,
    decidedBy: state.decidedBy,
    reason,
    hubs,
  };
}

export type MoveInbox = { viewer: PageViewer; waiting: MoveView[]; past: MoveView[] };

/** Reads a reseller's requests to take hubs over: what waits, oldest first, then what became of the others. */
export async function getMoveInbox(resellerSlug: string): Promise<MoveInbox> {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const now = toDate(ctx.now);
    const waiting = await listMoves(tx, ctx, { isWaiting: true, now, limit: waitingShown });
    const past = await listMoves(tx, ctx, { isWaiting: false, now, limit: pastShown });
    const view = (request: MoveRequest) => toMoveView(request, ctx);
    return { viewer: toPageViewer(ctx), waiting: waiting.map(view), past: past.map(view) };
  });
}

/** A hub of a request as the reseller sees it: never its object, nor who paid so far. */
export type MoveHubLine = Omit<MoveHub, "movesAt"> & { movesAt: string };

export type MoveRequestPage = {
  viewer: PageViewer;
  request: MoveView;
  hubs: MoveHubLine[];
  nextCursor: string | null;
  /** What Ajax charges this reseller in the month that begins with the move. */
  terms: ResellerTerms;
  mayDecide: boolean;
};

/** Reads one request with a page of its hubs and the obligations that come with it. Throws NOT_FOUND for a stranger's. */
export async function getMoveRequest(
  resellerSlug: string,
  moveRequestId: string,
  { after }: { after?: string | undefined },
): Promise<MoveRequestPage> {
  const given = await requireResellerActor(resellerSlug, "connection:view");
  return inTransaction(given, async (tx, ctx) => {
    const request = await loadMove(tx, ctx, moveRequestId);
    const hubs = await listMoveHubs(tx, request.id, { after: after ?? null, limit: hubsShown + 1 });
    const shown = hubs.slice(0, hubsShown);
    const month = billingMonthOf(request.state.expiresAt, request.zone);
    return {
      viewer: toPageViewer(ctx),
      request: toMoveView(request, ctx),
      hubs: shown.map(({ movesAt, ...hub }) => ({ ...hub, movesAt: toInstant(movesAt).toString() })),
      nextCursor: hubs.length > hubsShown ? (shown.at(-1)?.hubId ?? null) : null,
      terms: await readResellerTerms(tx, request.target.resellerId, month),
      mayDecide: can(ctx, "move:decide"),
    };
  });
}
