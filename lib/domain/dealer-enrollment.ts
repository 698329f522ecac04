import type { CompanyKind } from "./company-kind";
import { type CountryAvailability, takesDealers } from "./country-availability";
import { type Outcome, refuse, succeed } from "./outcome";

/** The terms a dealer accepts today; an enrollment keeps the version it was made with. */
export const termsVersion = "2026-01";

export type EnrollmentFacts = {
  companyName: string;
  kind: CompanyKind;
  country: string;
  availability: CountryAvailability | null;
  /** When the company became a dealer; null while it is none. */
  enrolledAt: Temporal.Instant | null;
};

export type EnrollmentRefusal = "ALREADY_ENROLLED" | "COMPANY_KIND" | "COUNTRY_UNAVAILABLE";

/**
 * Decides whether a company may become a dealer on `today` (`YYYY-MM-DD`, its own date). Asked before the form is drawn
 * and again when it is sent. Source: services manual, "Becoming a dealer"; PRODUCT J4.
 */
export function decideEnrollment(facts: EnrollmentFacts, today: string): Outcome<null, EnrollmentRefusal> {
  if (facts.enrolledAt) {
    return refuse("ALREADY_ENROLLED", { company: facts.companyName, date: facts.enrolledAt.toString() });
  }
  if (facts.kind === "MONITORING") return refuse("COMPANY_KIND");
  if (!takesDealers(facts.availability, today)) return refuse("COUNTRY_UNAVAILABLE", { country: facts.country });
  return succeed(null);
}
