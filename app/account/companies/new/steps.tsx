import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { CodeForm } from "@/components/companies/code-form";
import { ContactForm } from "@/components/companies/contact-form";
import { countryChoices } from "@/components/companies/country-choices";
import { DetailsForm } from "@/components/companies/details-form";
import { detailLabels, placeLabels } from "@/components/companies/field-labels";
import type { CompanyDraft } from "@/lib/schemas/company";

/** Returns the address of a step. */
export const stepPath = (step: string) => `/account/companies/new?step=${step}`;

/** First step: what the company is. */
export async function DetailsStep({ details }: { details: CompanyDraft["details"] }) {
  const t = await getTranslations("companies");
  const initial = details ? { ...details, taxNumber: details.taxNumber ?? "" } : {};
  return (
    <DetailsForm initial={initial} labels={{ ...detailLabels(t), next: t("wizard.next") }} texts={await formTexts()} />
  );
}

/** Second step: where it is and how it is reached. */
export async function ContactStep({ contact }: { contact: CompanyDraft["contact"] }) {
  const t = await getTranslations("companies");
  const labels = {
    ...placeLabels(t),
    email: t("fields.email"),
    emailHint: t("fields.emailHint"),
    next: t("wizard.next"),
    back: t("wizard.back"),
  };
  return (
    <ContactForm
      initial={contact ?? {}}
      countries={countryChoices(await getLocale())}
      labels={labels}
      texts={await formTexts()}
      backHref={stepPath("details")}
    />
  );
}

type CodeProps = { name: string; email: string; isDemo: boolean };

/** Third step: the code of the mail. The demo links the mailbox that everybody can read. */
export async function CodeStep({ name, email, isDemo }: CodeProps) {
  const t = await getTranslations("companies.wizard");
  const labels = {
    code: t("code"),
    codeHint: t("codeHint"),
    next: t("next"),
    back: t("back"),
    again: t("again"),
    sent: t("sent"),
  };
  return (
    <>
      <p className="mb-4">
        {t("codeSent", { email })}
        {isDemo ? (
          <>
            {" "}
            <Link href="/mailbox">{t("mailbox")}</Link>
          </>
        ) : null}
      </p>
      <CodeForm name={name} email={email} labels={labels} texts={await formTexts()} backHref={stepPath("contact")} />
    </>
  );
}
