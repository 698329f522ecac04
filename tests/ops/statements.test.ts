import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("each of the eighteen statements of the integration contract has a test whose title begins with it", () => {
  const source = globSync("tests/database/cloud/*.test.ts")
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const titles = [...source.matchAll(/"statement (\d+)\b/g)].map((title) => Number(title[1]));
  const numbers = Array.from({ length: 18 }, (_, index) => index + 1);
  expect([...new Set(titles)].sort((one, other) => one - other)).toEqual(numbers);
});
