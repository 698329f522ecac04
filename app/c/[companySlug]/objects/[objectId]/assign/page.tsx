import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AssignForm } from "@/components/objects/assign-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getAssignForm } from "@/lib/server/queries/object-forms";

type Props = { params: Promise<{ companySlug: string; objectId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("assign.title") };
}

/** Whom an object is assigned to, for owner and managers. */
export default async function AssignObjectPage({ params }: Props) {
  const { companySlug, objectId } = await params;
  const { object, people, current, isAssignedOnly } = await forPage(getAssignForm(companySlug, objectId));
  const t = await getTranslations("objects");
  const roles = await getTranslations("roles");
  const base = `/c/${companySlug}/objects`;
  const crumbs = [
    { label: t("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: t("assign.title") },
  ];
  const named = people.map(({ employeeId, name, role }) => ({ value: employeeId, label: `${name}, ${roles(role)}` }));
  return (
    <>
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader title={t("assign.title")} fact={`${object.name}, ${object.address}`} />
      <div className="max-w-form">
        <AssignForm
          texts={await formTexts()}
          labels={{
            to: t("assign.to"),
            hint: t(isAssignedOnly ? "assign.hintOn" : "assign.hintOff"),
            submit: t("assign.submit"),
            cancel: t("new.cancel"),
          }}
          people={[{ value: "", label: t("assign.nobody") }, ...named]}
          current={current ?? ""}
          hidden={{ companySlug, submissionId: randomUUID(), objectId }}
          cancelHref={`${base}/${objectId}`}
        />
      </div>
    </>
  );
}
