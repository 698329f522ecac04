import type { Transaction } from "../context";
import type { CompanyId } from "../ids";

/** Finds in which objects hubs stand that a company holds, by the number printed on them. */
export async function findHubPlaces(
  tx: Transaction,
  companyId: CompanyId,
  hubNumbers: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.hub.findMany({
    where: { companyId, hubId: { in: [...hubNumbers] }, releasedAt: null },
    select: { hubId: true, objectId: true },
  });
  return new Map(rows.map(({ hubId, objectId }) => [hubId, objectId]));
}
