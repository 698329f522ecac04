import { describe, expect, it } from "vitest";
import { rankDistance } from "./rank-test";

const upTo = (n: number, shift = 0) => Array.from({ length: n }, (_, i) => i + shift);

describe("the rank test", () => {
  it("agrees with a worked example, ties included", () => {
    // By hand: of ranks 1 to 10 the left sample has 1, 2.5, 4.5, 6, 8 = 22; U = 7, expected 12.5, ties 2 and 2.
    const left = [1, 2, 3, 4, 6];
    const right = [2, 3, 5, 7, 8];
    expect(rankDistance(left, right)).toBeCloseTo(5.5 / Math.sqrt((25 / 12) * (11 - 12 / 90)), 6);
  });

  it("finds nothing between equal samples, whichever comes first", () => {
    expect(rankDistance(upTo(500), upTo(500))).toBeCloseTo(0, 6);
    const [a, b] = [upTo(40, 3), upTo(60)];
    expect(rankDistance(a, b)).toBeCloseTo(rankDistance(b, a), 9);
  });

  it("finds a small shift of a large sample", () => {
    expect(rankDistance(upTo(1_000), upTo(1_000, 100))).toBeGreaterThan(2.58);
    expect(rankDistance(upTo(1_000), upTo(1_000, 10))).toBeLessThan(2.58);
  });

  it("says nothing about nothing", () => {
    expect(rankDistance([], upTo(20))).toBeNaN();
  });
});
