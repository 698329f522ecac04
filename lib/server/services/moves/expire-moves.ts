import { realNow, toDate, toInstant } from "@/lib/clock";
import { recordJobAudit } from "@/lib/server/audit";
import { inSystemTransaction, onDatabase, type Transaction } from "@/lib/server/context";
import {
  cancelChanges,
  decideMove,
  listOverdueMoves,
  lockMove,
  type MoveRequest,
  type OverdueMove,
} from "@/lib/server/store/move-requests";
import { movePath, tellCompany, upcomingPath } from "./tell-company";

const hubsAtOnce = 2_000;

/**
 * Closes the requests that nobody answered before their hubs' first boundary: nothing changes for any hub. Both sides
 * are told, once, however often and by however many this is done.
 */
export async function expireMoves(): Promise<void> {
  const overdue = await onDatabase((client) => listOverdueMoves(client, toDate(realNow())));
  for (const move of overdue) await expire(move);
}

/** The hubs' changes are closed in batches, and the request with the last of them. */
async function expire({ id, dealerId, expiresAt }: OverdueMove): Promise<void> {
  const reader = { companyId: dealerId, side: "dealer" } as const;
  for (let isOver = false; !isOver; ) {
    isOver = await inSystemTransaction(async (tx) => {
      const { request } = await lockMove(tx, reader, id);
      if (request.state.status !== "PENDING") return true;
      const closing = { accountId: null, at: expiresAt };
      if ((await cancelChanges(tx, id, closing, hubsAtOnce)) === hubsAtOnce) return false;

      await decideMove(tx, id, { status: "EXPIRED", accountId: null, accountName: null, at: expiresAt, reason: null });
      const at = toInstant(expiresAt);
      await recordJobAudit(tx, {
        companyId: dealerId,
        counterpartId: request.reseller.companyId,
        actorName: "Month rollover",
        action: "move.expired",
        subjectId: id,
        subjectVersion: request.version + 1,
        before: { status: "PENDING" },
        after: { status: "EXPIRED" },
        at,
      });
      await tellBoth(tx, request, at);
      return true;
    });
  }
}

async function tellBoth(tx: Transaction, request: MoveRequest, at: Temporal.Instant): Promise<void> {
  const { dealer, reseller, hubs, id } = request;
  const parties = [
    { companyId: dealer.companyId, linkPath: upcomingPath(dealer.slug) },
    { companyId: reseller.companyId, linkPath: movePath(reseller.slug, id) },
  ];
  for (const party of parties) {
    const names = { dealer: dealer.name, reseller: reseller.name, n: hubs.asked };
    await tellCompany(tx, party, {
      template: "move-expired",
      data: { ...names, linkPath: party.linkPath },
      kind: "move.expired",
      lines: names,
      groupKey: `move:${id}`,
      at,
      exceptAccountId: null,
    });
  }
}
