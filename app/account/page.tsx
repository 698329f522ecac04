import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getViewer, type Viewer } from "@/lib/server/queries/account";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accounts"))("personal.title") };
}

/** The personal context: who is signed in, the companies that wait for an answer, and those this person works in. */
export default async function AccountPage() {
  const viewer = await forPage(getViewer());
  const t = await getTranslations("accounts.personal");
  return (
    <>
      <PageHeader title={t("title")} fact={`${viewer.name}, ${viewer.email}`} />
      <div className="stack">
        <Inviting viewer={viewer} />
        <Panel id="companies" title={t("companies")} isPadded={false}>
          <Companies viewer={viewer} />
        </Panel>
      </div>
    </>
  );
}

async function Inviting({ viewer: { inviting } }: { viewer: Viewer }) {
  if (inviting.length === 0) return null;
  const t = await getTranslations("employees.own");
  const roles = await getTranslations("roles");
  return (
    <Panel id="inviting" title={t("panel")} isPadded={false}>
      <ul>
        {inviting.map(({ id, name, role }) => (
          <li key={id}>
            <NavLink className="req" href={`/account/invitations/${id}`}>
              <b>{name}</b>
              <span className="muted">{roles(role)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

async function Companies({ viewer: { contexts } }: { viewer: Viewer }) {
  const t = await getTranslations("accounts.personal");
  const roles = await getTranslations("roles");
  if (contexts.length === 0) {
    const create = (await getTranslations("companies"))("create");
    const act = <ButtonLink href="/account/companies/new">{create}</ButtonLink>;
    return (
      <EmptyState icon="people" title={t("none.title")} act={act}>
        {t("none.text")}
      </EmptyState>
    );
  }
  return (
    <ul>
      {contexts.map(({ href, name, role }) => (
        <li key={href}>
          <a className="req" href={href}>
            <b>{name}</b>
            <span className="muted">{roles(role)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
