import { describe, expect, it } from "vitest";
import { layOutBars, roundUp } from "./bar-layout";

describe("bars", () => {
  it.each([
    [0, 4],
    [3, 4],
    [5, 8],
    [9, 20],
    [12, 20],
    [351, 400],
    [401, 500],
    [950, 1000],
    [51_564, 80_000],
    [100_000, 100_000],
  ])("up to %d stand under a line at %d", (most, line) => {
    expect(roundUp(most)).toBe(line);
  });

  it("are as high as their figures, within the drawing, and never touch", () => {
    const { bars, base, lines } = layOutBars([0, 200, 400], { width: 860, start: 40 });
    expect(bars.map(({ height }) => height)).toEqual([0, 75, 150]);
    expect(bars.every(({ y, height }) => y + height === base)).toBe(true);
    expect(lines.map(({ value }) => value)).toEqual([100, 200, 300, 400]);
    const many = layOutBars(Array(12).fill(7), { width: 326, start: 40 }).bars;
    for (const [index, bar] of many.slice(1).entries()) {
      const before = many[index];
      expect(bar.x).toBeGreaterThan((before?.x ?? 0) + (before?.width ?? 0));
    }
    expect((many.at(-1)?.x ?? 0) + (many.at(-1)?.width ?? 0)).toBeLessThanOrEqual(326);
  });
});
