import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("personal.title") };
}

/** The personal context: who is signed in, and the companies this person works in. */
export default async function AccountPage() {
  const viewer = await forPage(getViewer());
  const t = await getTranslations("accounts.personal");
  const roles = await getTranslations("roles");
  return (
    <>
      <PageHeader title={t("title")} fact={`${viewer.name}, ${viewer.email}`} />
      <Panel id="companies" title={t("companies")} isPadded={false}>
        {viewer.contexts.length === 0 ? (
          <EmptyState icon="people" title={t("none.title")}>
            {t("none.text")}
          </EmptyState>
        ) : (
          <ul>
            {viewer.contexts.map(({ href, name, role }) => (
              <li key={href}>
                <a className="req" href={href}>
                  <b>{name}</b>
                  <span className="muted">{roles(role)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
