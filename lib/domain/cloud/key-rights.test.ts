import { describe, expect, test } from "vitest";
import { endOfKey, keyLives, keyRights, keyScopes, rightsOf, scopeOf, scopesOf } from "./key-rights";
import { type CloudRouteName, cloudRoutes } from "./routes";

describe("what a call asks of its key", () => {
  const arming: CloudRouteName[] = ["armHub", "armGroup", "panic", "companyArmHub", "companyArmGroup"];
  const commanding: CloudRouteName[] = [
    "editDevice",
    "commandDevice",
    "muteFire",
    "muteSound",
    "restore",
    "companyCommandDevice",
  ];

  test.each(Object.keys(cloudRoutes) as CloudRouteName[])("%s", (name) => {
    const wanted = arming.includes(name) ? "arm" : commanding.includes(name) ? "command" : "read";
    expect(scopeOf(name)).toBe(name === "login" || name === "refresh" ? null : wanted);
  });
});

test("each step of rights holds what the lower ones do, and the highest everything", () => {
  expect(keyRights.map((rights) => scopesOf(rights))).toEqual([keyScopes, ["read", "arm"], ["read"]]);
  for (const rights of keyRights) expect(rightsOf(scopesOf(rights))).toBe(rights);
});

test("a key ends so many times 24 hours after it was made, or never", () => {
  const made = Temporal.Instant.from("2026-03-28T12:00:00Z");
  expect(keyLives.map((life) => endOfKey(life, made)?.toString() ?? null)).toEqual([
    null,
    "2026-04-27T12:00:00Z",
    "2026-06-26T12:00:00Z",
    "2027-03-28T12:00:00Z",
  ]);
});
