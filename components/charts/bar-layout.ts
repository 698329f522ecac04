/** One bar: its place and height in the drawing's units. */
export type Bar = { x: number; y: number; width: number; height: number; middle: number };

export type BarLayout = {
  width: number;
  height: number;
  /** Where the axis of nothing lies, and where it begins. */
  base: number;
  start: number;
  bars: Bar[];
  /** Lines across with their figures, the axis left out. */
  lines: { y: number; value: number }[];
};

const top = 30;
const base = 180;
const height = 206;
const lineCount = 4;

/** Returns the smallest round figure (1, 2, 4, 5 or 8 times a power of ten) that four equal steps reach `most` with. */
export function roundUp(most: number): number {
  if (most <= lineCount) return lineCount;
  const power = 10 ** Math.floor(Math.log10(most));
  const round = [1, 2, 4, 5, 8, 10].map((factor) => factor * power);
  return round.find((figure) => figure >= most && figure % lineCount === 0) ?? 20 * power;
}

/**
 * Lays out bars of figures side by side in a drawing `width` units wide, with a head of `start` units for the figures of
 * the lines. A figure of nothing has a bar of no height; heights go by the round figure above the largest one.
 */
export function layOutBars(figures: readonly number[], { width, start }: { width: number; start: number }): BarLayout {
  const scale = roundUp(Math.max(...figures, 0));
  const place = (width - start) / Math.max(figures.length, 1);
  const barWidth = Math.min(Math.round(place * 0.64), 56);
  const yOf = (figure: number) => base - ((base - top) * figure) / scale;
  const bars = figures.map((figure, index) => {
    const middle = round(start + place * (index + 0.5));
    const y = round(yOf(figure));
    return { x: round(middle - barWidth / 2), y, width: barWidth, height: round(base - y), middle };
  });
  const lines = Array.from({ length: lineCount }, (_, step) => {
    const value = (scale / lineCount) * (step + 1);
    return { y: round(yOf(value)), value };
  });
  return { width, height, base, start, bars, lines };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
