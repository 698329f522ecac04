import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AddForm } from "@/components/employees/add-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getAddEmployeePage } from "@/lib/server/queries/employees";
import { roleOptions } from "../role-texts";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees.addForm"))("title") };
}

/** The form that invites somebody, or keeps an address until it has a PRO account. */
export default async function AddEmployeePage({ params }: Props) {
  const { companySlug } = await params;
  const page = await forPage(getAddEmployeePage(companySlug));
  const t = await getTranslations("employees");
  const common = await getTranslations("common");
  const base = `/c/${companySlug}/company/employees`;
  const labels = {
    email: t("addForm.email"),
    emailHint: t("addForm.emailHint"),
    role: t("addForm.role"),
    submit: t("addForm.submit"),
    keep: t("addForm.keep"),
    keepHint: t("addForm.keepHint"),
    cancel: common("cancel"),
  };
  return (
    <>
      <Crumbs label={t("crumbs")} entries={[{ label: t("title"), href: base }, { label: t("addForm.title") }]} />
      <PageHeader title={t("addForm.title")} fact={t("addForm.lead")} />
      <section className="panel max-w-xl" aria-label={t("addForm.title")}>
        <div className="pad">
          <AddForm
            texts={await formTexts()}
            labels={labels}
            roleHint={page.roles.includes("INSTALLER") ? null : t("addForm.noInstaller")}
            roles={await roleOptions(page.roles)}
            hidden={{ companySlug, submissionId: randomUUID() }}
            cancelHref={base}
          />
        </div>
      </section>
    </>
  );
}
