import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("app/styles/tokens.css", "utf8");

/** Reads the custom properties of the first block that follows `start`. */
function valuesAfter(start: string): Map<string, string> {
  const from = css.indexOf("{", css.indexOf(start)) + 1;
  const block = css.slice(from, css.indexOf("}", from));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

describe("dark theme", () => {
  const chosen = valuesAfter('[data-theme="dark"]');
  const system = valuesAfter(":root:not([data-theme])");

  it("has values", () => {
    expect(chosen.size).toBeGreaterThan(30);
  });

  it("is the same whether the person or the system chose it", () => {
    expect([...system].sort()).toEqual([...chosen].sort());
  });
});
