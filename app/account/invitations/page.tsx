import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import { ownInvitationsSchema } from "@/lib/schemas/employees";
import { forPage } from "@/lib/server/pages";
import { getViewer } from "@/lib/server/queries/account";
import { listOwnInvitations, type OwnInvitation } from "@/lib/server/queries/invitations";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees.own"))("title") };
}

/** The offers to join that wait for the signed-in person's answer. */
export default async function OwnInvitationsPage({ searchParams }: Props) {
  const invitations = await forPage(listOwnInvitations());
  const { email } = await forPage(getViewer());
  const { done } = ownInvitationsSchema.parse(await searchParams);
  const t = await getTranslations("employees.own");
  return (
    <>
      <PageHeader title={t("title")} fact={t("fact", { email })} />
      <div className="stack max-w-3xl">
        {done ? (
          <Note kind="done" isAlert>
            {t(`done.${done}`)}
          </Note>
        ) : null}
        <Panel id="open" title={t("panel")} isPadded={false}>
          {invitations.length === 0 ? (
            <EmptyState icon="people" title={t("none.title")}>
              {t("none.text")}
            </EmptyState>
          ) : (
            <ul>
              {invitations.map((invitation) => (
                <Line key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  );
}

async function Line({ invitation }: { invitation: OwnInvitation }) {
  const t = await getTranslations("employees");
  const roles = await getTranslations("roles");
  const { id, companyName, role, inviterName, expiresAt, timeZone } = invitation;
  const until = formatInstant(expiresAt, { locale: await getLocale(), timeZone });
  return (
    <li>
      <NavLink className="req" href={`/account/invitations/${id}`}>
        <span>
          <b>{companyName}</b>
          <br />
          {t("own.as", { role: roles(role), inviter: inviterName })}
          <br />
          <span className="muted">{t("until", { instant: until })}</span>
        </span>
        <Icon name="right" />
      </NavLink>
    </li>
  );
}
