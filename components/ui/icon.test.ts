import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { iconNames } from "./icon";

const sprite = readFileSync("public/icons.svg", "utf8");
const drawn = [...sprite.matchAll(/<symbol id="([^"]+)"/g)].map((match) => match[1] ?? "");

it("names every drawing of the sprite, and nothing else", () => {
  expect([...iconNames].sort()).toEqual([...drawn].sort());
  expect(new Set(drawn).size).toBe(drawn.length);
});
