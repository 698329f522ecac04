import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { ObjectForm } from "@/components/objects/object-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getObjectForm } from "@/lib/server/queries/object-forms";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("new.title") };
}

/** The form of a new protected place. */
export default async function NewObjectPage({ params }: Props) {
  const { companySlug } = await params;
  await forPage(getObjectForm(companySlug));
  const t = await getTranslations("objects");
  const base = `/c/${companySlug}/objects`;
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: base }, { label: t("new.title") }]}
      />
      <PageHeader title={t("new.title")} fact={t("new.fact")} />
      <div className="max-w-form">
        <ObjectForm
          texts={await formTexts()}
          labels={{
            name: t("new.name"),
            address: t("new.address"),
            addressHint: t("new.addressHint"),
            reference: t("new.reference"),
            referenceHint: t("new.referenceHint"),
            endUserName: t("new.endUserName"),
            submit: t("new.submit"),
            cancel: t("new.cancel"),
          }}
          hidden={{ companySlug, submissionId: randomUUID() }}
          cancelHref={base}
        />
      </div>
    </>
  );
}
