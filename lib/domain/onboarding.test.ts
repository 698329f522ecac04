import { describe, expect, it, test } from "vitest";
import { layOutOnboarding, type OnboardingFacts, onboardingSteps, type StepState } from "./onboarding";
import { roles } from "./roles";

const fresh: OnboardingFacts = {
  role: "OWNER",
  enrollment: "POSSIBLE",
  colleagues: 0,
  openInvitations: 0,
  connection: "NONE",
  hasActivated: false,
};

/** Prints states in the order of the steps: "DONE", "NEXT", or what blocks. */
function states(change: Partial<OnboardingFacts>): string[] {
  const word = (state: StepState) => (state.state === "BLOCKED" ? `by ${state.by}` : state.state);
  return layOutOnboarding({ ...fresh, ...change })?.map(({ state }) => word(state)) ?? [];
}

describe("the onboarding checklist", () => {
  it.each<[string, Partial<OnboardingFacts>, string[]]>([
    ["a new company", {}, ["DONE", "NEXT", "NEXT", "by DEALER", "by DEALER"]],
    ["a country without services", { enrollment: "COUNTRY" }, ["DONE", "by COUNTRY", "NEXT", "by DEALER", "by DEALER"]],
    ["a company of the wrong kind", { enrollment: "KIND" }, ["DONE", "by KIND", "NEXT", "by DEALER", "by DEALER"]],
    ["a dealer", { enrollment: "DONE" }, ["DONE", "DONE", "NEXT", "NEXT", "by RESELLER"]],
    [
      "somebody invited",
      { enrollment: "DONE", openInvitations: 1 },
      ["DONE", "DONE", "by INVITED", "NEXT", "by RESELLER"],
    ],
    [
      "a colleague, and another invited",
      { enrollment: "DONE", colleagues: 1, openInvitations: 1 },
      ["DONE", "DONE", "DONE", "NEXT", "by RESELLER"],
    ],
    [
      "a reseller asked",
      { enrollment: "DONE", connection: "ASKED" },
      ["DONE", "DONE", "NEXT", "by ASKED_RESELLER", "by RESELLER"],
    ],
    ["a reseller found", { enrollment: "DONE", connection: "OPEN" }, ["DONE", "DONE", "NEXT", "DONE", "NEXT"]],
    [
      "everything but the activation",
      { enrollment: "DONE", colleagues: 1, connection: "OPEN" },
      ["DONE", "DONE", "DONE", "DONE", "NEXT"],
    ],
  ])("%s", (_name, change, expected) => {
    expect(states(change)).toEqual(expected);
  });

  it.each<[OnboardingFacts["role"], string[], string[]]>([
    ["OWNER", ["DONE", "NEXT", "NEXT", "by DEALER", "by DEALER"], ["DONE", "DONE", "NEXT", "NEXT", "by RESELLER"]],
    [
      "SENIOR_SERVICE_MANAGER",
      ["DONE", "by OWNER", "by OWNER", "by DEALER", "by DEALER"],
      ["DONE", "DONE", "by OWNER", "NEXT", "by RESELLER"],
    ],
    [
      "SERVICE_MANAGER",
      ["DONE", "by OWNER", "by OWNER", "by DEALER", "by DEALER"],
      ["DONE", "DONE", "by OWNER", "NEXT", "by RESELLER"],
    ],
    [
      "INSTALLER",
      ["DONE", "by OWNER", "by OWNER", "by DEALER", "by DEALER"],
      ["DONE", "DONE", "by OWNER", "by OFFICE", "by RESELLER"],
    ],
  ])("tells %s what that role can do, before and after enrollment", (role, before, after) => {
    expect(states({ role })).toEqual(before);
    expect(states({ role, enrollment: "DONE" })).toEqual(after);
  });

  it.each(roles)("offers the first activation to %s", (role) => {
    expect(states({ role, enrollment: "DONE", connection: "OPEN" })[4]).toBe("NEXT");
  });

  test("always leaves something to do or somebody to wait for, and is gone after the first activation", () => {
    expect(states({ enrollment: "DONE", colleagues: 3, connection: "OPEN" })).toHaveLength(onboardingSteps.length);
    expect(layOutOnboarding({ ...fresh, enrollment: "DONE", connection: "OPEN", hasActivated: true })).toBeNull();
  });
});
