import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { type ContextEntry, getViewer } from "@/lib/server/queries/account";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("title") };
}

/** The Company module of the personal context: own companies first, and the way to create another. */
export default async function CompaniesPage({ searchParams }: Props) {
  const { contexts } = await forPage(getViewer());
  const t = await getTranslations("companies");
  const bySlug = [...new Map(contexts.map((entry) => [entry.slug, entry])).values()];
  const own = bySlug.filter(({ role }) => role === "OWNER");
  const others = bySlug.filter(({ role }) => role !== "OWNER");
  const create = (
    <ButtonLink look="primary" icon="plus" href="/account/companies/new">
      {t("create")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact")} acts={own.length > 0 ? create : null} />
      <div className="stack">
        {(await searchParams).deleted ? <Note kind="done">{t("deleted")}</Note> : null}
        <Panel id="own" title={t("own")} isPadded={false}>
          {own.length === 0 ? (
            <EmptyState icon="people" title={t("none.title")} act={create}>
              {t("none.text")}
            </EmptyState>
          ) : (
            <CompanyList entries={own} />
          )}
        </Panel>
        {others.length > 0 ? (
          <Panel id="others" title={t("others")} isPadded={false}>
            <CompanyList entries={others} />
          </Panel>
        ) : null}
      </div>
    </>
  );
}

async function CompanyList({ entries }: { entries: ContextEntry[] }) {
  const roles = await getTranslations("roles");
  return entries.map(({ slug, name, role }) => (
    <Link className="req" key={slug} href={`/c/${slug}/company`}>
      <b>{name}</b>
      <span className="muted">{roles(role)}</span>
    </Link>
  ));
}
