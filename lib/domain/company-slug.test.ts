import { expect, it } from "vitest";
import { freeSlugs, slugOf } from "./company-slug";

it.each([
  ["Dnipro Guard", "dnipro-guard"],
  ["  Sicura & Figli S.r.l. ", "sicura-figli-s-r-l"],
  ["Дніпро Охорона", "dnipro-okhorona"],
  ["Щит Їжак", "shchyt-izhak"],
  ["Café Zürich", "cafe-zurich"],
  ["Straße 7", "strasse-7"],
  ["Ørsted", "orsted"],
  ["警備", "company"],
  ["A", "company"],
  ["---", "company"],
  [`${"a".repeat(39)} b`, "a".repeat(39)],
  ["x".repeat(100), "x".repeat(40)],
])("makes of %s the address %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it("counts on where an address is taken", () => {
  expect(freeSlugs("alpha", new Set(), 2)).toEqual(["alpha", "alpha-2"]);
  expect(freeSlugs("alpha", new Set(["alpha", "alpha-3"]), 2)).toEqual(["alpha-2", "alpha-4"]);
});
