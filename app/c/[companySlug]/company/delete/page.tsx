import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { DeleteForm } from "@/components/companies/delete-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { type DeletePage, getDeletePage } from "@/lib/server/queries/company";
import { LiveHubs } from "./live-hubs";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("delete.title") };
}

/** Deleting a company: what stands in the way comes before any form. */
export default async function DeleteCompanyPage({ params }: Props) {
  const { companySlug } = await params;
  const page = await forPage(getDeletePage(companySlug));
  const t = await getTranslations("companies");
  const base = `/c/${companySlug}/company`;
  return (
    <>
      <Crumbs label={t("wizard.crumbs")} entries={[{ label: t("title"), href: base }, { label: t("delete.title") }]} />
      <PageHeader title={t("delete.title")} fact={page.obstacle ? null : t("delete.fact", { company: page.name })} />
      {page.obstacle ? (
        <LiveHubs page={page} obstacle={page.obstacle} />
      ) : (
        <div className="formgrid">
          <Form page={page} cancelHref={base} />
          <aside>
            <WhatEnds page={page} />
          </aside>
        </div>
      )}
    </>
  );
}

async function Form({ page, cancelHref }: { page: DeletePage; cancelHref: string }) {
  const t = await getTranslations("companies.delete");
  return (
    <DeleteForm
      labels={{
        name: t("name", { company: page.name }),
        password: t("password"),
        submit: t("submit"),
        cancel: t("cancel"),
      }}
      texts={await formTexts()}
      hidden={{ companySlug: page.slug, submissionId: randomUUID() }}
      cancelHref={cancelHref}
    />
  );
}

async function WhatEnds({ page: { people, connections } }: { page: DeletePage }) {
  const t = await getTranslations("companies.delete");
  return (
    <Panel id="ends" title={t("what")}>
      <ul className="list-disc ps-5">
        <li>{t("people", { n: people })}</li>
        <li>{t("connections", { n: connections })}</li>
        <li>{t("requests")}</li>
        <li>{t("freed")}</li>
        <li>{t("history")}</li>
      </ul>
    </Panel>
  );
}
