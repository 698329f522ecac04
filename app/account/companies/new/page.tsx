import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { companyStepSchema, companySteps } from "@/lib/schemas/company";
import { forPage } from "@/lib/server/pages";
import { getCompanyDraft } from "@/lib/server/queries/company";
import { CodeStep, ContactStep, DetailsStep } from "./steps";
import { SummaryStep } from "./summary-step";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("wizard.title") };
}

/** The wizard of a new company: its address names the step, and what was filled in waits in the browser. */
export default async function NewCompanyPage({ searchParams }: Props) {
  const { step } = companyStepSchema.parse(await searchParams);
  const { draft, earliest, isDemo } = await forPage(getCompanyDraft());
  const t = await getTranslations("companies");
  if (companySteps.indexOf(step) > companySteps.indexOf(earliest)) redirect(`?step=${earliest}`);

  const { details, contact } = draft;
  const n = companySteps.indexOf(step) + 1;
  return (
    <>
      <Crumbs
        label={t("wizard.crumbs")}
        entries={[{ label: t("title"), href: "/account/companies" }, { label: t("wizard.title") }]}
      />
      <PageHeader title={t("wizard.title")} fact={t("wizard.step", { n, step: t(`wizard.steps.${step}`) })} />
      <div className="formgrid">
        <div>
          {step === "details" ? <DetailsStep details={details} /> : null}
          {step === "contact" ? <ContactStep contact={contact} /> : null}
          {step === "code" && details && contact ? (
            <CodeStep name={details.name} email={contact.email} isDemo={isDemo} />
          ) : null}
          {step === "summary" && details && contact ? <SummaryStep details={details} contact={contact} /> : null}
        </div>
        <aside>
          <Note kind="info">
            <b>{t("wizard.keptTitle")}</b>
            <p>{t("wizard.kept")}</p>
          </Note>
        </aside>
      </div>
    </>
  );
}
