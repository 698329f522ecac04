/** One measured value. A figure without a target is there to explain another. */
export type Figure = {
  name: string;
  value: number;
  unit: "×" | "ms" | "s" | "MB" | "KB" | "σ" | "of them";
  atMost: number | null;
};

/** What one part of the bench found. */
export type Section = { key: string; title: string; figures: Figure[] };

export function figure(name: string, value: number, unit: Figure["unit"], atMost: number | null = null): Figure {
  return { name, value, unit, atMost };
}

/** Returns the middle of the sorted values; of an even number, the mean of the two in the middle. NaN for none. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Returns the value that 95 of 100 do not exceed. NaN for none. */
export function percentile95(values: number[]): number {
  return percentile(values, 95);
}

/** Returns the value that so many of 100 do not exceed. NaN for none. */
export function percentile(values: number[], of100: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * of100) / 100) - 1] ?? Number.NaN;
}

/** Tells whether a figure reached its target; null where it has none. */
export function isMet({ value, atMost }: Figure): boolean | null {
  return atMost === null ? null : value <= atMost;
}

/** Writes sections as a table for people: figure, value, target, and whether it is met or falls short. */
export function writeTable(sections: Section[]): string {
  return sections.map((section) => `${section.title}\n${section.figures.map(writeRow).join("\n")}\n`).join("\n");
}

const nameWidth = 62;
const valueWidth = 12;

function writeRow(row: Figure): string {
  const value = `${write(row.value)} ${row.unit}`.padStart(valueWidth);
  const met = isMet(row);
  const target = met === null ? "" : `  at most ${write(row.atMost ?? 0)} ${row.unit}: ${met ? "met" : "short"}`;
  return `  ${row.name.padEnd(nameWidth)}${value}${target}`;
}

function write(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
