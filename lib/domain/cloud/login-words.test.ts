import { describe, expect, it } from "vitest";
import { loginWords, readLoginMessage } from "./login-words";

describe("what a refused sign-in is told", () => {
  it.each([
    ["KEY", "KEY"],
    ["PASSWORD", "PASSWORD"],
    ["PRO", "ACCOUNT_TYPE"],
    ["CODE_REQUIRED", "OTHER"],
    ["CODE_WRONG", "OTHER"],
  ] as const)("%s is read by clients as %s", (refusal, reading) => {
    expect(readLoginMessage(loginWords[refusal])).toBe(reading);
  });

  it("is read in a fixed order, the first hit wins", () => {
    expect(readLoginMessage("PRO: not authorized, wrong login or password")).toBe("KEY");
    expect(readLoginMessage("Wrong login or password of an enterprise")).toBe("PASSWORD");
    expect(readLoginMessage("There is a problem")).toBe("ACCOUNT_TYPE");
  });
});
