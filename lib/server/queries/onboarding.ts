import "server-only";
import { toDate, toInstantOrNull } from "@/lib/clock";
import { decideEnrollment } from "@/lib/domain/dealer-enrollment";
import { layOutOnboarding, type OnboardingFacts, type OnboardingView } from "@/lib/domain/onboarding";
import { type CompanyContext, inTransaction } from "../context";
import { requireActor } from "../gate";
import { findAvailability } from "../store/countries";
import { loadOnboarding, type OnboardingRow } from "../store/onboarding";

/**
 * Reads a company's onboarding checklist as the signed-in person sees it. Null once a hub was activated, and for
 * resellers, who have nothing to activate.
 */
export async function getOnboarding(companySlug: string): Promise<OnboardingView | null> {
  const given = await requireActor(companySlug, "company:view");
  return inTransaction(given, async (tx, ctx) => {
    const row = await loadOnboarding(tx, ctx.companyId, toDate(ctx.now));
    if (row.isReseller && !row.enrolledAt) return null;

    const availability = await findAvailability(tx, row.country);
    const steps = layOutOnboarding({
      role: ctx.role,
      enrollment: enrollmentOf(row, availability, ctx),
      colleagues: row.colleagues,
      openInvitations: row.openInvitations,
      connection: row.isConnected ? "OPEN" : row.askedResellers.length > 0 ? "ASKED" : "NONE",
      hasActivated: row.hasActivated,
    });
    const { owner, country, askedResellers } = row;
    return steps && { companySlug, steps, owner, country, resellers: askedResellers };
  });
}

type Availability = Parameters<typeof decideEnrollment>[0]["availability"];

function enrollmentOf(
  { kind, country, enrolledAt }: OnboardingRow,
  availability: Availability,
  ctx: CompanyContext,
): OnboardingFacts["enrollment"] {
  const facts = { companyName: ctx.companyName, kind, country, availability, enrolledAt: toInstantOrNull(enrolledAt) };
  const today = ctx.now.toZonedDateTimeISO(ctx.timeZone).toPlainDate().toString();
  const decided = decideEnrollment(facts, today);
  if (decided.ok) return "POSSIBLE";
  const reasons = { ALREADY_ENROLLED: "DONE", COMPANY_KIND: "KIND", COUNTRY_UNAVAILABLE: "COUNTRY" } as const;
  return reasons[decided.refusal];
}
