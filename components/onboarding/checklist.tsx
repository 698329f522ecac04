import { useLocale, useTranslations } from "next-intl";
import type { IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { OnboardingStep, OnboardingView, StepState } from "@/lib/domain/onboarding";
import { countryName } from "@/lib/i18n/country-name";

const looks = {
  DONE: { role: "on", icon: "ok" },
  NEXT: { role: "way", icon: "right" },
  BLOCKED: { role: "neutral", icon: "lock" },
} as const satisfies Record<StepState["state"], { role: string; icon: IconName }>;

/** Where each step is taken, below the company's address. */
const paths: Record<OnboardingStep, string> = {
  COMPANY: "company",
  DEALER: "company/services",
  EMPLOYEES: "company/employees",
  RESELLER: "services/resellers",
  ACTIVATION: "objects",
};

/** The way of a new company to its first activation: what is done, what is next, and who can unblock the rest. */
export function OnboardingChecklist({ onboarding }: { onboarding: OnboardingView }) {
  const t = useTranslations("onboarding");
  const { steps } = onboarding;
  const done = steps.filter(({ state }) => state.state === "DONE").length;
  return (
    <Panel
      id="onboarding"
      title={t("title")}
      fact={t("progress", { done, all: steps.length })}
      isPadded={false}
      className="mb-5"
    >
      <ol className="onboarding">
        {steps.map(({ step, state }) => (
          <li key={step} className="row border-line border-b px-4 py-3 last:border-0">
            <span className="grow">
              <b>{t(`steps.${step}.title`)}</b>
              <small className="block text-muted">
                <StepSentence step={step} state={state} onboarding={onboarding} />
              </small>
            </span>
            <StepLink step={step} state={state} companySlug={onboarding.companySlug} />
            <Tag {...looks[state.state]}>{t(`states.${state.state}`)}</Tag>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

type StepProps = { step: OnboardingStep; state: StepState; onboarding: OnboardingView };

function StepSentence({ step, state, onboarding }: StepProps) {
  const t = useTranslations("onboarding");
  const locale = useLocale();
  if (state.state !== "BLOCKED") return t(`steps.${step}.${state.state}`);
  return t(`blocked.${state.by}`, {
    owner: onboarding.owner,
    resellers: new Intl.ListFormat(locale).format(onboarding.resellers),
    country: countryName(onboarding.country, locale),
  });
}

/** What is done needs no way there; what waits for an earlier step has one at that step. */
function StepLink({ step, state, companySlug }: { step: OnboardingStep; state: StepState; companySlug: string }) {
  const t = useTranslations("onboarding");
  const isOpen = state.state === "NEXT" || (state.state === "BLOCKED" && isShown(state.by));
  if (!isOpen) return null;
  return <NavLink href={`/c/${companySlug}/${paths[step]}`}>{t(`steps.${step}.act`)}</NavLink>;
}

function isShown(by: Extract<StepState, { state: "BLOCKED" }>["by"]): boolean {
  return by === "COUNTRY" || by === "KIND" || by === "INVITED" || by === "ASKED_RESELLER";
}
