import { describe, expect, it } from "vitest";
import { contextWords, isGuessable } from "./password-rules";

const owner = { email: "anna.bell@sicura-casa.example", name: "Anna Bell", companies: ["Sicura Casa", "Óðinn Vörn"] };
const common = new Set(["password1234"]);

describe("a password", () => {
  it.each([
    ["is on the list of common ones", "password1234"],
    ["is on the list, whatever its case", "PassWord1234"],
    ["holds a part of the address", "my anna went home"],
    ["holds the address's domain", "the sicura blue door"],
    ["holds a name in look-alike digits", "4nn@ rows to sea"],
    ["holds a company's name in full-width letters", "ＳＩＣＵＲＡ on a hill"],
    ["holds a company's name beyond ASCII", "the vörn of the north"],
    ["holds the brand", "one ajax at a time"],
    ["is one letter over and over", "aaaaaaaaaaaab"],
    ["is four letters over and over", "abcdabcdabcd"],
  ])("is guessable if it %s", (_why, password) => {
    expect(isGuessable(password, owner, common)).toBe(true);
  });

  it.each(["lighthouse-meadow-27", "copper kettle on the roof", "кораблі під дощем", "xK9-vR2_mQ7z"])(
    "is good if it is %s",
    (password) => {
      expect(isGuessable(password, owner, common)).toBe(false);
    },
  );
});

it("leaves short words out, which occur by chance", () => {
  expect(contextWords({ email: "bo@li.example", name: "Bo Li", companies: ["AB"] })).toEqual([
    "ajax",
    "portal",
    "partner",
  ]);
});
