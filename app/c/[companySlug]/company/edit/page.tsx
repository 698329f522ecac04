import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { countryChoices } from "@/components/companies/country-choices";
import { detailLabels, placeLabels } from "@/components/companies/field-labels";
import { ProfileForm } from "@/components/companies/profile-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { type CompanyView, getCompanyToEdit } from "@/lib/server/queries/company";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("edit.title") };
}

/** The form that changes a company's profile, for its owner. */
export default async function EditCompanyPage({ params }: Props) {
  const { companySlug } = await params;
  const { company, enrollment, liveHubs } = await forPage(getCompanyToEdit(companySlug));
  const t = await getTranslations("companies");
  const base = `/c/${companySlug}/company`;
  const countryEnds = enrollment ? t("edit.countryEnds") : undefined;
  const labels = {
    ...detailLabels(t),
    ...placeLabels(t),
    countryHint: liveHubs > 0 ? t("edit.countryLocked", { n: liveHubs }) : countryEnds,
    zoneHint: `${t("fields.zoneHint")} ${t("edit.zoneHint")}`,
    email: t("edit.emailFixed"),
    emailHint: t("edit.emailHint"),
    submit: t("edit.submit"),
    cancel: t("edit.cancel"),
  };
  return (
    <>
      <Crumbs label={t("wizard.crumbs")} entries={[{ label: t("title"), href: base }, { label: t("edit.title") }]} />
      <PageHeader title={t("edit.title")} fact={t("edit.slug", { slug: companySlug })} />
      <div className="max-w-form">
        <ProfileForm
          initial={initialOf(company)}
          email={company.email}
          countries={countryChoices(await getLocale())}
          labels={labels}
          texts={await formTexts()}
          hidden={{ companySlug, submissionId: randomUUID(), version: company.version }}
          cancelHref={base}
        />
      </div>
    </>
  );
}

function initialOf({
  name,
  kind,
  registrationNumber,
  taxNumber,
  country,
  timeZone,
  address,
  phone,
}: CompanyView["company"]) {
  return {
    name,
    kind,
    registrationNumber: registrationNumber ?? "",
    taxNumber: taxNumber ?? "",
    country,
    timeZone,
    address: address ?? "",
    phone: phone ?? "",
  };
}
