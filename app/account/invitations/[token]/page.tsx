import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { AnswerForm } from "@/components/employees/answer-form";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatDate, formatInstant } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import {
  getInvitationAnswerPage,
  type InvitationAnswerPage,
  type OwnInvitation,
} from "@/lib/server/queries/invitations";

type Props = { params: Promise<{ token: string }> };

/** The address holds the secret of the link, so no page it leads to is told where the reader came from. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees.own"))("title"), referrer: "no-referrer" };
}

/** What a mail's link leads to: the offer with its two answers, or why there is nothing to answer. Opening it changes nothing. */
export default async function AnswerInvitationPage({ params }: Props) {
  const { token } = await params;
  const page = await forPage(getInvitationAnswerPage(token));
  if (page.kind !== "open") return <NoAnswer page={page} />;
  return <Offer invitation={page.invitation} reference={token} />;
}

async function Offer({ invitation, reference }: { invitation: OwnInvitation; reference: string }) {
  const t = await getTranslations("employees");
  const roles = await getTranslations("roles");
  const { companyName, role, inviterName, expiresAt, timeZone } = invitation;
  return (
    <>
      <PageHeader title={t("answer.title", { company: companyName })} />
      <div className="max-w-xl">
        <Panel id="offer" title={t("answer.panel")}>
          <dl className="kv">
            <dt>{t("answer.company")}</dt>
            <dd>{companyName}</dd>
            <dt>{t("answer.role")}</dt>
            <dd>
              <b>{roles(role)}</b>
              <br />
              {t(`about.${role}`)}
            </dd>
            <dt>{t("answer.inviter")}</dt>
            <dd>{inviterName}</dd>
            <dt>{t("answer.until")}</dt>
            <dd>{formatInstant(expiresAt, { locale: await getLocale(), timeZone })}</dd>
          </dl>
          <div className="mt-6">
            <AnswerForm
              texts={await formTexts()}
              labels={{ accept: t("answer.accept"), decline: t("answer.decline") }}
              reference={reference}
            />
          </div>
        </Panel>
      </div>
    </>
  );
}

async function NoAnswer({ page }: { page: Exclude<InvitationAnswerPage, { kind: "open" }> }) {
  const t = await getTranslations("employees.answer");
  return (
    <>
      <PageHeader title={t(`${page.kind}Title`)} />
      <div className="stack max-w-xl">
        <Note kind="warning">{await reasonOf(page)}</Note>
        <ButtonLink href="/account/invitations">{t("toList")}</ButtonLink>
      </div>
    </>
  );
}

async function reasonOf(page: Exclude<InvitationAnswerPage, { kind: "open" }>): Promise<string> {
  const t = await getTranslations("employees.answer");
  const refusals = await getTranslations("refusals");
  switch (page.kind) {
    case "over":
      return refusals("INVITATION_OVER", { date: formatDate(page.date, await getLocale()), owner: page.ownerName });
    case "notYours":
      return `${refusals("INVITATION_NOT_YOURS")} ${t("notYoursText", { email: page.viewerEmail })}`;
    default:
      return `${refusals("LINK_SPENT")} ${t("spentText")}`;
  }
}
