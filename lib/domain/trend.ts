/** How a row of figures goes on, from the first to the last: in every step, on the whole, or not at all. */
export type Trend = "RISES" | "GREW" | "FALLS" | "SHRANK" | "LEVEL" | "SINGLE";

/** Says in one word where figures went, oldest first. SINGLE for one or none: there is nothing to compare. */
export function trendOf(figures: readonly number[]): Trend {
  const steps = figures.slice(1).map((figure, index) => figure - (figures[index] ?? 0));
  if (steps.length === 0) return "SINGLE";
  if (steps.every((step) => step > 0)) return "RISES";
  if (steps.every((step) => step < 0)) return "FALLS";

  const change = (figures.at(-1) ?? 0) - (figures[0] ?? 0);
  if (change === 0) return "LEVEL";
  return change > 0 ? "GREW" : "SHRANK";
}
