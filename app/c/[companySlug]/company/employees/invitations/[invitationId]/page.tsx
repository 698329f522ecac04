import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { formTexts } from "@/app/shell/form-texts";
import { StateTag } from "@/components/employees/employee-table";
import { InvitationActs } from "@/components/employees/invitation-acts";
import { RoleForm } from "@/components/employees/role-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import { employeeViewSchema } from "@/lib/schemas/employees";
import { forPage } from "@/lib/server/pages";
import { type CompanyInvitationPage, getCompanyInvitationPage } from "@/lib/server/queries/employees";
import { roleOptions } from "../../role-texts";

type Props = {
  params: Promise<{ companySlug: string; invitationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees.offer"))("title") };
}

/** One open offer of the company: what was sent to whom, and what the owner can do with it. */
export default async function CompanyInvitationDetailPage({ params, searchParams }: Props) {
  const { companySlug, invitationId } = await params;
  if (!z.uuid().safeParse(invitationId).success) notFound();
  const view = employeeViewSchema.parse(await searchParams);
  const page = await forPage(getCompanyInvitationPage(companySlug, invitationId));
  const t = await getTranslations("employees");
  const { email, state } = page.invitation;
  const base = `/c/${companySlug}/company/employees`;
  return (
    <>
      <Crumbs label={t("crumbs")} entries={[{ label: t("title"), href: base }, { label: email }]} />
      <PageHeader title={email} fact={t("offer.title")} />
      <div className="stack max-w-3xl">
        {view.done ? (
          <Note kind="done" isAlert>
            {t(`done.${view.done}`)}
          </Note>
        ) : null}
        {state === "WAITING" ? <Note kind="info">{t("offer.keptText")}</Note> : null}
        <Facts page={page} companySlug={companySlug} />
        {page.mayManage ? (
          <RolePanel page={page} companySlug={companySlug} />
        ) : (
          <Note kind="info">{t("onlyOwner", { owner: page.ownerName })}</Note>
        )}
      </div>
    </>
  );
}

async function Facts({ page, companySlug }: { page: CompanyInvitationPage; companySlug: string }) {
  const t = await getTranslations("employees");
  const roles = await getTranslations("roles");
  const reader = { locale: await getLocale(), timeZone: page.timeZone };
  const { id: invitationId, email, role, state, inviterName, sentAt, expiresAt, version } = page.invitation;
  const labels = {
    resend: t("resend"),
    revoke: t("revoke"),
    resendFor: t("resendFor", { email }),
    revokeFor: t("revokeFor", { email }),
  };
  return (
    <Panel id="facts" title={t(state === "WAITING" ? "offer.kept" : "offer.facts")} end={<StateTag state={state} />}>
      <dl className="kv">
        <dt>{t("detail.role")}</dt>
        <dd>{roles(role)}</dd>
        <dt>{t("offer.inviter")}</dt>
        <dd>{inviterName}</dd>
        <dt>{t("offer.sent")}</dt>
        <dd>{formatInstant(sentAt, reader)}</dd>
        <dt>{t("offer.until")}</dt>
        <dd>{formatInstant(expiresAt, reader)}</dd>
      </dl>
      {page.mayManage ? (
        <div className="mt-4">
          <InvitationActs
            texts={await formTexts()}
            labels={labels}
            hidden={{ companySlug, submissionId: randomUUID(), invitationId, version }}
          />
        </div>
      ) : null}
    </Panel>
  );
}

async function RolePanel({ page, companySlug }: { page: CompanyInvitationPage; companySlug: string }) {
  const t = await getTranslations("employees");
  const { id: invitationId, role, version, state } = page.invitation;
  const roles = (await roleOptions(page.roles)).map((option) => ({ ...option, lost: [], won: [] }));
  const labels = {
    choose: t("role.choose"),
    submit: t("role.submit"),
    lost: t("role.lost"),
    won: t("role.won"),
    none: t("role.none"),
    same: t("role.same"),
    unchanged: t("role.unchanged"),
  };
  return (
    <Panel id="role-panel" title={t("role.title")}>
      <RoleForm
        key={version}
        subject="invitation"
        texts={await formTexts()}
        labels={labels}
        hint={state === "INVITED" ? t("offer.roleHint") : null}
        current={role}
        roles={roles}
        hidden={{ companySlug, submissionId: randomUUID(), invitationId, version }}
      />
    </Panel>
  );
}
