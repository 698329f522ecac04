import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../context";
import { accountLines, type LinesRequest } from "./account-lines";

/** A line as pages and files show it. Days count local dates of `zone`; fees are minor units. */
export type LineRow = {
  /** Of an open month that of the offer: an account has one line of each there. */
  id: string;
  companyId: string;
  hubNumber: string;
  offerCode: string;
  kind: "ACCOUNT" | "CORRECTION";
  month: string;
  zone: string;
  fromAt: Date | null;
  toAt: Date | null;
  liveDays: number;
  trialDays: number;
  billedDays: number;
  policy: "FULL_MONTH" | "DAILY";
  priceMinor: number;
  feeMinor: number;
  dealerFeeMinor: number | null;
  reason: string | null;
  packageIds: string[];
};

/** Where a page ends: the last line before it, or the first after it. */
export type LinePlace = { companyId: string; hubNumber: string; id: string };

/**
 * One page of lines by dealer, hub and line. `dealerIds` are those the page may show, in the order they are shown; the one
 * of `place` comes first.
 */
export type LinePage = {
  dealerIds: readonly string[];
  place: LinePlace | null;
  direction: "FORWARD" | "BACKWARD";
  limit: number;
  hubNumber?: string | undefined;
};

const columns = Prisma.sql`
  l.id, l.company_id as "companyId", l.hub_number as "hubNumber", o.code as "offerCode", l.kind::text as kind, l.month,
  l.zone, l.from_at as "fromAt", l.to_at as "toAt", l.live_days as "liveDays", l.trial_days as "trialDays",
  l.billed_days as "billedDays", l.policy::text as policy, l.price_minor as "priceMinor", l.fee_minor as "feeMinor",
  l.dealer_fee_minor as "dealerFeeMinor", l.reason, l.package_ids as "packageIds"`;

/**
 * Lists one page of a closed statement's lines. Each dealer gives as many lines as the page holds at most, read in the
 * order of the index: deep pages cost what the first one does, whatever the size.
 */
export async function listLines(tx: Transaction, statementId: string, page: LinePage): Promise<LineRow[]> {
  const upward = page.direction === "FORWARD" ? Prisma.sql`asc` : Prisma.sql`desc`;
  const rows = await tx.$queryRaw<LineRow[]>`
    select ${columns}
    from unnest(${[...page.dealerIds]}::uuid[]) with ordinality d (id, n)
    cross join lateral (
      select * from statement_line l where statement_id = ${statementId}::uuid and company_id = d.id ${beyond(page)}
      order by hub_number ${upward}, id ${upward} limit ${page.limit}) l
    join package_offer o on o.id = l.offer_id
    order by d.n, l.hub_number ${upward}, l.id ${upward} limit ${page.limit}`;
  return page.direction === "FORWARD" ? rows : rows.reverse();
}

/** As {@link listLines}, of a month that is not closed: its lines are computed as they will be if nothing changes. */
export async function listOpenLines(tx: Transaction, request: LinesRequest, page: LinePage): Promise<LineRow[]> {
  const rows = await tx.$queryRaw<LineRow[]>`${openLines(request, page)} limit ${page.limit}`;
  return page.direction === "FORWARD" ? rows : rows.reverse();
}

function openLines(request: LinesRequest, page: Omit<LinePage, "limit">): Prisma.Sql {
  const upward = page.direction === "FORWARD" ? Prisma.sql`asc` : Prisma.sql`desc`;
  return Prisma.sql`
    with ${accountLines({ ...request, onlyCompanyIds: page.dealerIds })}, l as (
      select offer_id as id, company_id, hub_number, offer_id, 'ACCOUNT' as kind, ${request.calendar.month} as month, zone,
        from_at, to_at, live_days, trial_days, billed_days, policy, price_minor, fee_minor, dealer_fee_minor,
        null as reason, package_ids from line
    )
    select ${columns} from unnest(${[...page.dealerIds]}::uuid[]) with ordinality d (id, n)
    join l on l.company_id = d.id join package_offer o on o.id = l.offer_id
    where true ${beyond(page)} order by d.n, l.hub_number ${upward}, l.id ${upward}`;
}

/**
 * Reads all lines of an open month by dealer and hub, a piece at a time, from one cursor: they are computed once, and as
 * of the instant of the first piece. To be read to its end in one transaction.
 */
export async function* readOpenLines(
  tx: Transaction,
  request: LinesRequest,
  wanted: Pick<LinePage, "dealerIds" | "hubNumber">,
): AsyncGenerator<LineRow[]> {
  const page = { ...wanted, place: null, direction: "FORWARD" } as const;
  await tx.$executeRaw`declare open_lines no scroll cursor for ${openLines(request, page)}`;
  while (true) {
    const rows = await tx.$queryRaw<LineRow[]>`fetch forward 2000 from open_lines`;
    if (rows.length === 0) break;
    yield rows;
  }
  await tx.$executeRaw`close open_lines`;
}

/** What of a dealer's lines belongs on the page: those beyond its place, and with a hub's number those of that hub. */
function beyond({ place, direction, hubNumber }: Pick<LinePage, "place" | "direction" | "hubNumber">): Prisma.Sql {
  const further = direction === "FORWARD" ? Prisma.sql`>` : Prisma.sql`<`;
  const isHub = hubNumber ? Prisma.sql`and l.hub_number = ${hubNumber}` : Prisma.empty;
  if (!place) return isHub;
  return Prisma.sql`${isHub} and (d.id <> ${place.companyId}::uuid
    or (l.hub_number, l.id) ${further} (${place.hubNumber}, ${place.id}::uuid))`;
}
