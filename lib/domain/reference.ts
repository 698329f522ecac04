/** Without letters and digits that are taken for each other on the telephone. */
const signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** So many random bytes a reference needs. */
export const referenceLength = 6;

/** Writes a printed reference, as DE-7K2M9Q or ST-2026-11-7K2M9Q, from random bytes, one for each sign. */
export function writeReference(prefix: string, bytes: Uint8Array): string {
  const drawn = [...bytes.slice(0, referenceLength)].map((byte) => signs[byte % signs.length]);
  return `${prefix}-${drawn.join("")}`;
}
