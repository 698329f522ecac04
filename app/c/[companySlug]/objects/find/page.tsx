import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { FindHubForm } from "@/components/hubs/find-hub-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { findHubSchema } from "@/lib/schemas/objects";
import { forPage } from "@/lib/server/pages";
import { getFoundHub } from "@/lib/server/queries/object-forms";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("find.title") };
}

/** From the code on a hub, scanned or typed, straight to its services: the shortest way for somebody on a ladder. */
export default async function FindHubPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const { code } = findHubSchema.parse(await searchParams);
  const { place, refusal, companyName } = await forPage(getFoundHub(companySlug, code));
  const base = `/c/${companySlug}/objects`;
  if (place) redirect(`${base}/${place.objectId}/hubs/${place.hubId}/package`);

  const t = await getTranslations("objects");
  const refusals = await getTranslations("refusals");
  const reason = refusal === "NOT_FOUND" ? t("find.missing", { company: companyName }) : refusal && refusals(refusal);
  return (
    <>
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: base }, { label: t("find.title") }]}
      />
      <PageHeader title={t("find.title")} fact={t("find.fact")} />
      <div className="max-w-form">
        <FindHubForm
          key={code}
          action={`${base}/find`}
          busyLabel={(await formTexts()).busy}
          code={code}
          error={reason}
          labels={{
            code: t("find.code"),
            codeHint: t("find.codeHint"),
            submit: t("find.submit"),
            scan: t("find.scan"),
            stop: t("find.stop"),
            light: t("find.light"),
            aim: t("find.aim"),
            refused: t("find.refused"),
            picture: t("find.picture"),
          }}
        />
      </div>
    </>
  );
}
