import { getTranslations } from "next-intl/server";
import { OnboardingChecklist } from "@/components/onboarding/checklist";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import type { NotEnrolled } from "@/lib/server/queries/dashboard";
import { getOnboarding } from "@/lib/server/queries/onboarding";

/** The Services tab of a company that offers no Ajax Services yet: who can change that, and where. */
export async function NotEnrolledPage({ page: { viewer, owner } }: { page: NotEnrolled }) {
  const t = await getTranslations("dashboard");
  const onboarding = await forPage(getOnboarding(viewer.companySlug));
  const act = (
    <ButtonLink look="primary" href={`/c/${viewer.companySlug}/company/services`}>
      {t("notEnrolled.act")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} fact={viewer.companyName} />
      {onboarding ? <OnboardingChecklist onboarding={onboarding} /> : null}
      <section className="panel" aria-label={t("notEnrolled.title")}>
        <EmptyState icon="cal" title={t("notEnrolled.title")} act={act}>
          {viewer.role === "OWNER" ? t("notEnrolled.owner") : t("notEnrolled.others", { owner })}
        </EmptyState>
      </section>
    </>
  );
}
