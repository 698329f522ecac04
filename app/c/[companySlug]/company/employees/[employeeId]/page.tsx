import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { formTexts } from "@/app/shell/form-texts";
import { RoleForm } from "@/components/employees/role-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatInstant } from "@/lib/i18n/format";
import { employeeViewSchema } from "@/lib/schemas/employees";
import { forPage } from "@/lib/server/pages";
import { type EmployeePage, getEmployeePage } from "@/lib/server/queries/employees";
import { rightWords, roleOptions } from "../role-texts";
import { EndPanel } from "./end-panel";
import { FinancePanel } from "./finance-panel";

type Props = {
  params: Promise<{ companySlug: string; employeeId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees"))("title") };
}

/** One employee: the facts, another role with the rights it moves, and the end of the employment. */
export default async function EmployeeDetailPage({ params, searchParams }: Props) {
  const { companySlug, employeeId } = await params;
  if (!z.uuid().safeParse(employeeId).success) notFound();
  const view = employeeViewSchema.parse(await searchParams);
  const page = await forPage(getEmployeePage(companySlug, employeeId));
  const t = await getTranslations("employees");
  const { employee, isSelf, choices } = page;
  const base = `/c/${companySlug}/company/employees`;
  return (
    <>
      <Crumbs label={t("crumbs")} entries={[{ label: t("title"), href: base }, { label: employee.name }]} />
      <PageHeader title={employee.name} fact={isSelf ? t("you") : undefined} />
      <div className="stack max-w-3xl">
        {view.done ? (
          <Note kind="done" isAlert>
            {t(`done.${view.done}`)}
          </Note>
        ) : null}
        <Facts page={page} />
        {employee.role === "OWNER" ? <Note kind="info">{t("detail.fixed")}</Note> : null}
        {employee.role !== "OWNER" && !page.mayManage && !isSelf ? (
          <Note kind="info">{t("onlyOwner", { owner: page.ownerName })}</Note>
        ) : null}
        {choices.length > 0 ? <RolePanel page={page} companySlug={companySlug} /> : null}
        {page.money ? <FinancePanel employee={employee} money={page.money} companySlug={companySlug} /> : null}
        {page.leaving ? (
          <EndPanel page={page} leaving={page.leaving} address={{ companySlug, base }} confirm={view.confirm} />
        ) : null}
      </div>
    </>
  );
}

async function Facts({ page }: { page: EmployeePage }) {
  const t = await getTranslations("employees.detail");
  const roles = await getTranslations("roles");
  const locale = await getLocale();
  const { email, role, isFinanceGranted, joinedAt } = page.employee;
  return (
    <Panel id="facts" title={t("facts")}>
      <dl className="kv">
        <dt>{t("email")}</dt>
        <dd>{email}</dd>
        <dt>{t("role")}</dt>
        <dd>{isFinanceGranted ? t("withMoney", { role: roles(role) }) : roles(role)}</dd>
        <dt>{t("joined")}</dt>
        <dd>{formatInstant(joinedAt, { locale, timeZone: page.timeZone })}</dd>
      </dl>
    </Panel>
  );
}

async function RolePanel({ page, companySlug }: { page: EmployeePage; companySlug: string }) {
  const t = await getTranslations("employees.role");
  const word = await rightWords();
  const options = await roleOptions(page.choices.map(({ role }) => role));
  const roles = page.choices.map(({ change }, index) => ({
    ...(options[index] ?? { role: "", name: "", about: "" }),
    lost: change.lost.map(word),
    won: change.won.map(word),
  }));
  const labels = {
    choose: t("choose"),
    submit: t("submit"),
    lost: t("lost"),
    won: t("won"),
    none: t("none"),
    same: t("same"),
    unchanged: t("unchanged"),
  };
  const { id: employeeId, version, role } = page.employee;
  return (
    <Panel id="role-panel" title={t("title")} fact={t("fact")}>
      <RoleForm
        key={version}
        subject="employee"
        texts={await formTexts()}
        labels={labels}
        hint={null}
        current={role}
        roles={roles}
        hidden={{ companySlug, submissionId: randomUUID(), employeeId, version }}
      />
    </Panel>
  );
}
