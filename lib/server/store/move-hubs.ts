import type { Transaction } from "../context";

/** A hub of a request to take hubs over, and what became of it. */
export type MoveHub = {
  hubId: string;
  status: "PLANNED" | "DONE" | "CANCELED" | "REFUSED";
  refusal: string | null;
  movesAt: Date;
  zone: string;
};

/** Lists the hubs of a request by their printed IDs, `limit` after the one that `after` names. */
export async function listMoveHubs(
  tx: Transaction,
  moveRequestId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<MoveHub[]> {
  return tx.$queryRaw<MoveHub[]>`
    select h.hub_id as "hubId", m.status::text as status, m.refusal, m.effective_at as "movesAt", m.zone
    from scheduled_change m join hub h on h.id = m.hub_id
    where m.move_request_id = ${moveRequestId}::uuid and (${after}::text is null or h.hub_id > ${after})
    order by h.hub_id limit ${limit}`;
}
