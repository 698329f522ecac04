import "server-only";
import { parseHistoryCursor, printHistoryCursor } from "@/lib/schemas/history";
import type { DifferencePlace } from "../store/reconciliation";

export const shownDifferences = 200;

/** Reads the place a page of differences begins after; null for the first page and for an address that was tampered with. */
export function differencePlace(after: string | undefined): DifferencePlace | null {
  const place = parseHistoryCursor(after);
  return place && { at: new Date(place.at), id: place.id };
}

/** Turns the rows of a page, and one more where there is one, into what a list shows. Instants become ISO text. */
export function differencePage<Row extends { id: string; foundAt: Date }>(
  rows: readonly Row[],
  place: DifferencePlace | null,
) {
  const items = rows.slice(0, shownDifferences).map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
  const last = rows.length > shownDifferences ? items.at(-1) : undefined;
  return {
    items,
    isFirst: place === null,
    nextCursor: last ? printHistoryCursor({ at: last.foundAt, id: last.id }) : null,
  };
}
