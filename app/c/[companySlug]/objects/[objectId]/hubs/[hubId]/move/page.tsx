import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { MoveHubForm } from "@/components/objects/move-hub-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { objectSearchSchema } from "@/lib/schemas/objects";
import { forPage } from "@/lib/server/pages";
import { getMoveHubForm, type MoveHubForm as MoveHubFacts } from "@/lib/server/queries/object-forms";

type Props = {
  params: Promise<{ companySlug: string; objectId: string; hubId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("moveHub.title") };
}

/** Finds the object a hub is to move to, and moves it. */
export default async function MoveHubPage({ params, searchParams }: Props) {
  const { companySlug, objectId, hubId } = await params;
  const { q } = objectSearchSchema.parse(await searchParams);
  const facts = await forPage(getMoveHubForm(companySlug, { objectId, hubId, search: q }));
  const t = await getTranslations("objects");
  const base = `/c/${companySlug}/objects`;
  const hubHref = `${base}/${objectId}/hubs/${hubId}`;
  const crumbs = [
    { label: t("title"), href: base },
    { label: facts.object.name, href: `${base}/${objectId}` },
    { label: facts.hubName, href: hubHref },
    { label: t("moveHub.title") },
  ];
  return (
    <>
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader
        title={`${t("moveHub.title")}: ${facts.hubName}`}
        fact={t("moveHub.fact", { object: facts.object.name })}
      />
      <div className="max-w-form">
        <Form action={`${hubHref}/move`} prefetch={false} className="filter-row px-0" role="search">
          <Field id="q" name="q" type="search" label={t("moveHub.search")} defaultValue={q} maxLength={80} />
          <Button type="submit">{t("moveHub.go")}</Button>
        </Form>
        <Choices facts={facts} hidden={{ companySlug, objectId, hubId }} hubHref={hubHref} />
      </div>
    </>
  );
}

type ChoicesProps = {
  facts: MoveHubFacts;
  hidden: { companySlug: string; objectId: string; hubId: string };
  hubHref: string;
};

async function Choices({ facts, hidden, hubHref }: ChoicesProps) {
  const t = await getTranslations("objects");
  if (facts.choices.length === 0) {
    const act = <ButtonLink href={`/c/${hidden.companySlug}/objects/new`}>{t("moveHub.create")}</ButtonLink>;
    return (
      <EmptyState icon="search" title={t("moveHub.none.title")} act={act}>
        {t("moveHub.none.text")}
      </EmptyState>
    );
  }
  return (
    <>
      <MoveHubForm
        texts={await formTexts()}
        labels={{ to: t("moveHub.to"), submit: t("moveHub.submit"), cancel: t("new.cancel") }}
        choices={facts.choices.map(({ id, name, address, hubs }) => ({
          id,
          name,
          about: `${address}, ${t("moveHub.hubs", { n: hubs })}`,
        }))}
        hidden={{ ...hidden, submissionId: randomUUID() }}
        cancelHref={hubHref}
      />
      {facts.isMore ? <p className="muted mt-4">{t("moveHub.more")}</p> : null}
    </>
  );
}
