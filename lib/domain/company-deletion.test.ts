import { expect, it } from "vitest";
import { decideDeletion, isNameTyped } from "./company-deletion";
import { refuse, succeed } from "./outcome";

it.each([
  { live: 0, paid: 0, expected: succeed(null) },
  { live: 3, paid: 0, expected: refuse("HAS_LIVE_PACKAGES", { n: 3 }) },
  { live: 0, paid: 2, expected: refuse("PAYER_OF_LIVE", { n: 2, company: "Harbor Watch" }) },
  { live: 1, paid: 2, expected: refuse("HAS_LIVE_PACKAGES", { n: 1 }) },
])("$live hubs of its own and $paid of others run", ({ live, paid, expected }) => {
  expect(decideDeletion({ companyName: "Harbor Watch", liveHubs: live, paidHubs: paid })).toEqual(expected);
});

it("takes the name exactly", () => {
  expect(isNameTyped("Harbor Watch", " Harbor Watch ")).toBe(true);
  expect(isNameTyped("Harbor Watch", "harbor watch")).toBe(false);
  expect(isNameTyped("Harbor Watch", "")).toBe(false);
});
