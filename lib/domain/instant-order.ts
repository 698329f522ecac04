/** Sorts instants of ISO text, the latest first. Their texts alone do not do: one on a full second has no fraction. */
export function latestFirst(one: string, other: string): number {
  return Temporal.Instant.compare(other, one);
}
