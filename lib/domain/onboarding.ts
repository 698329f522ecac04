import { can, type Permission } from "./permissions";
import type { EmployeeRole } from "./roles";

/** The way of a new company to its first activation, in order. */
export const onboardingSteps = ["COMPANY", "DEALER", "EMPLOYEES", "RESELLER", "ACTIVATION"] as const;

export type OnboardingStep = (typeof onboardingSteps)[number];

/** Who or what a step waits for: people by their role, an earlier step, or somebody outside the company. */
export type Blocker = "OWNER" | "OFFICE" | "KIND" | "COUNTRY" | "INVITED" | "DEALER" | "ASKED_RESELLER" | "RESELLER";

export type StepState = { state: "DONE" } | { state: "NEXT" } | { state: "BLOCKED"; by: Blocker };

/** `enrollment` says why the company cannot become a dealer, where it cannot. */
export type OnboardingFacts = {
  role: EmployeeRole;
  enrollment: "DONE" | "POSSIBLE" | "KIND" | "COUNTRY";
  /** People at work besides the owner, and invitations nobody has answered yet. */
  colleagues: number;
  openInvitations: number;
  connection: "OPEN" | "ASKED" | "NONE";
  hasActivated: boolean;
};

export type Onboarding = { step: OnboardingStep; state: StepState }[];

/** A company's checklist with the names it tells. `resellers` are those that have not answered yet. */
export type OnboardingView = {
  companySlug: string;
  steps: Onboarding;
  owner: string;
  resellers: string[];
  country: string;
};

const done: StepState = { state: "DONE" };
const next: StepState = { state: "NEXT" };
const blocked = (by: Blocker): StepState => ({ state: "BLOCKED", by });

/**
 * Lays out the checklist as one person sees it: a step is next if that person can take it now, blocked with who can
 * unblock it otherwise. Null once a hub was activated: whoever works alone is not asked for employees for ever.
 * Source: PRODUCT ONB-1, F26.
 */
export function layOutOnboarding(facts: OnboardingFacts): Onboarding | null {
  if (facts.hasActivated) return null;
  return onboardingSteps.map((step) => ({ step, state: stateOf(step, facts) }));
}

function stateOf(step: OnboardingStep, facts: OnboardingFacts): StepState {
  switch (step) {
    case "COMPANY":
      return done;
    case "DEALER":
      return dealerState(facts);
    case "EMPLOYEES":
      if (facts.colleagues > 0) return done;
      return facts.openInvitations > 0 ? blocked("INVITED") : nextFor(facts, "employee:manage", "OWNER");
    case "RESELLER":
      if (facts.connection === "OPEN") return done;
      if (facts.enrollment !== "DONE") return blocked("DEALER");
      return facts.connection === "ASKED" ? blocked("ASKED_RESELLER") : nextFor(facts, "reseller:connect", "OFFICE");
    case "ACTIVATION":
      if (facts.enrollment !== "DONE") return blocked("DEALER");
      return facts.connection === "OPEN" ? nextFor(facts, "package:manage", "OFFICE") : blocked("RESELLER");
  }
}

function dealerState({ enrollment, role }: OnboardingFacts): StepState {
  switch (enrollment) {
    case "DONE":
      return done;
    case "KIND":
    case "COUNTRY":
      return blocked(enrollment);
    case "POSSIBLE":
      return nextFor({ role }, "company:enroll", "OWNER");
  }
}

function nextFor({ role }: { role: EmployeeRole }, permission: Permission, otherwise: Blocker): StepState {
  return can({ role, side: "dealer" }, permission) ? next : blocked(otherwise);
}
