import type { CompanySide } from "@/lib/domain/roles";
import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { type DifferencePart, type DifferenceRow, past } from "./reconciliation";

/** Whose differences: those of a dealer's hubs, or those a reseller is billed by. */
export type DifferenceOwner = { side: CompanySide; companyId: string };

/** An open difference as a company sees it. The hub's page is the dealer's while it holds the hub. */
export type OwnDifferenceRow = Pick<
  DifferenceRow,
  "id" | "kind" | "hubNumber" | "month" | "foundAt" | "data" | "currency"
> & {
  dealerName: string;
  objectId: string | null;
};

function ownedBy({ side, companyId }: DifferenceOwner): Prisma.Sql {
  return side === "dealer"
    ? Prisma.sql`d.company_id = ${companyId}::uuid and d.hub_id is not null`
    : Prisma.sql`d.reseller_id = (select id from reseller where company_id = ${companyId}::uuid)`;
}

/** What is owed to Ajax, which a dealer never reads (PRODUCT B8). */
const fees = ["billedFee", "fee", "stated", "summed"];

/** What a company is not told of the two records: a dealer no fees, a reseller no numbers of SIM cards, which are the dealer's. */
function untold({ side, isBillingShown }: DifferenceReader): string[] {
  if (side === "reseller") return ["iccid"];
  return isBillingShown ? fees : [...fees, "billedDays", "days"];
}

/** Who reads the differences. `isBillingShown` where a dealer's person may read the dealer's own lines of a statement. */
export type DifferenceReader = DifferenceOwner & { isBillingShown: boolean };

/** Lists a company's open differences with what it may know of either record, the newest first. */
export async function listOwnDifferences(
  tx: Transaction,
  owner: DifferenceReader,
  { after, limit }: DifferencePart,
): Promise<OwnDifferenceRow[]> {
  return tx.$queryRaw<OwnDifferenceRow[]>`
    select d.id, d.kind::text as kind, c.name as "dealerName", h.hub_id as "hubNumber", d.month, d.found_at as "foundAt",
      d.data - ${untold(owner)}::text[] as data, r.currency,
      case when h.company_id = ${owner.companyId}::uuid and h.released_at is null then h.object_id end as "objectId"
    from difference d join company c on c.id = d.company_id left join hub h on h.id = d.hub_id
    left join reseller r on r.id = d.reseller_id
    where d.closed_at is null and ${ownedBy(owner)} ${past(after)}
    order by d.found_at desc, d.id desc limit ${limit}`;
}

/** Counts a company's open differences. */
export async function countOwnDifferences(tx: Transaction, owner: DifferenceOwner): Promise<number> {
  const rows = await tx.$queryRaw<[{ n: number }]>`
    select count(*)::int as n from difference d where d.closed_at is null and ${ownedBy(owner)}`;
  return rows[0].n;
}
