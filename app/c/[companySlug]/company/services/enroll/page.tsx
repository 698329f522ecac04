import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { EnrollForm } from "@/components/enrollment/enroll-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { type EnrollPage, getEnrollPage } from "@/lib/server/queries/company";
import { EnrolledPanel } from "./enrolled-panel";
import { Obstacle } from "./obstacle";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("enrollment"))("title") };
}

/** Extra Ajax services: what stands in the way, or the form, or what the company is enrolled with. */
export default async function EnrollCompanyPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const page = await forPage(getEnrollPage(companySlug));
  const t = await getTranslations("enrollment");
  const companies = await getTranslations("companies");
  const base = `/c/${companySlug}/company`;
  const isForm = page.may.enroll && !page.enrollment && !page.obstacle;
  return (
    <>
      <Crumbs
        label={companies("wizard.crumbs")}
        entries={[
          { label: companies("title"), href: base },
          { label: t("settings.title"), href: `${base}/services` },
          { label: t("title") },
        ]}
      />
      <PageHeader title={t("title")} fact={isForm ? t("fact") : null} />
      <Body page={page} base={base} isNew={(await searchParams).done === "1"} />
    </>
  );
}

async function Body({ page, base, isNew }: { page: EnrollPage; base: string; isNew: boolean }) {
  const t = await getTranslations("enrollment");
  const { company, owner, enrollment, obstacle, may } = page;
  if (enrollment) return <EnrolledPanel page={page} enrollment={enrollment} isNew={isNew} />;
  if (obstacle) return <Obstacle page={page} obstacle={obstacle} base={base} />;
  if (!may.enroll) {
    return <Note kind="info">{t("onlyOwner", { company: company.name, owner: owner.name, email: owner.email })}</Note>;
  }
  return (
    <div className="formgrid">
      <Form page={page} cancelHref={`${base}/services`} />
      <aside>
        <Panel id="route" title={t("route")}>
          <p>{t("termsText")}</p>
        </Panel>
      </aside>
    </div>
  );
}

async function Form({ page, cancelHref }: { page: EnrollPage; cancelHref: string }) {
  const t = await getTranslations("enrollment");
  const { company, owner, termsVersion } = page;
  return (
    <EnrollForm
      initial={{
        contactName: owner.name,
        contactEmail: owner.email,
        contactPhone: company.phone ?? "",
        legalName: company.name,
        taxNumber: company.taxNumber ?? "",
        billingAddress: company.address ?? "",
      }}
      labels={{
        contact: t("contact"),
        legal: t("legal"),
        contactName: t("contactName"),
        contactEmail: t("contactEmail"),
        contactPhone: t("contactPhone"),
        phoneHint: t("phoneHint"),
        legalName: t("legalName"),
        taxNumber: t("taxNumber"),
        billingAddress: t("billingAddress"),
        expectedHubs: t("expectedHubs"),
        expectedHint: t("expectedHint"),
        terms: t("terms", { version: termsVersion }),
        submit: t("submit"),
        cancel: (await getTranslations("common"))("cancel"),
      }}
      texts={await formTexts()}
      hidden={{ companySlug: page.slug, submissionId: randomUUID() }}
      termsVersion={termsVersion}
      cancelHref={cancelHref}
    />
  );
}
