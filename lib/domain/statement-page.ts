/** A dealer's part of a statement and how many lines it has. */
export type PartSize = { companyId: string; lines: number };

/**
 * Says whose lines a page has to be read from: the dealer of `from` and those after it that fill a page of `limit` lines,
 * in the order given. Dealers without lines are left out. An unknown dealer counts as the first.
 */
export function dealersOfPage(parts: readonly PartSize[], from: string | null, limit: number): string[] {
  const start = Math.max(
    0,
    parts.findIndex(({ companyId }) => companyId === from),
  );
  const chosen: string[] = [];
  let certain = 0;
  for (const { companyId, lines } of parts.slice(start)) {
    if (lines === 0) continue;
    chosen.push(companyId);
    // Of the dealer where the page begins, nobody knows how many lines are left.
    if (companyId !== from) certain += lines;
    if (certain >= limit) break;
  }
  return chosen;
}
