import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AddHubForm } from "@/components/objects/add-hub-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getAddHubForm } from "@/lib/server/queries/object-forms";

type Props = { params: Promise<{ companySlug: string; objectId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("addHub.title") };
}

/** The form that adds a hub to an object. */
export default async function AddHubPage({ params }: Props) {
  const { companySlug, objectId } = await params;
  const { object, models } = await forPage(getAddHubForm(companySlug, objectId));
  const t = await getTranslations("objects");
  const base = `/c/${companySlug}/objects`;
  const crumbs = [
    { label: t("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: t("addHub.title") },
  ];
  return (
    <>
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader title={t("addHub.title")} fact={`${object.name}, ${object.address}`} />
      <div className="max-w-form">
        <AddHubForm
          texts={await formTexts()}
          labels={{
            hubId: t("addHub.hubId"),
            hubIdHint: t("addHub.hubIdHint"),
            name: t("addHub.name"),
            nameHint: t("addHub.nameHint"),
            model: t("addHub.model"),
            modelHint: t("addHub.modelHint"),
            iccid: t("addHub.iccid"),
            iccidHint: t("addHub.iccidHint"),
            submit: t("addHub.title"),
            cancel: t("new.cancel"),
          }}
          models={models}
          hidden={{ companySlug, submissionId: randomUUID(), objectId }}
          cancelHref={`${base}/${objectId}`}
        />
      </div>
    </>
  );
}
