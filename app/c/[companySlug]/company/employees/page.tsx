import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Form from "next/form";
import { getLocale, getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { EmployeeTable, type EmployeeTableRow } from "@/components/employees/employee-table";
import { InvitationActs } from "@/components/employees/invitation-acts";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatInstant } from "@/lib/i18n/format";
import { employeeListSchema } from "@/lib/schemas/employees";
import { forPage } from "@/lib/server/pages";
import { type EmployeesPage, getEmployeesPage } from "@/lib/server/queries/employees";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("employees"))("title") };
}

/** Who works in the company and who was asked to join, one page at a time. */
export default async function EmployeesListPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const asked = employeeListSchema.parse(await searchParams);
  const page = await forPage(getEmployeesPage(companySlug, asked));
  const t = await getTranslations("employees");
  const base = `/c/${companySlug}/company/employees`;
  return (
    <>
      <LivePage topics={["employee", "invitation"]} />
      <PageHeader
        title={t("title")}
        fact={t("fact", page.counts)}
        acts={
          page.mayManage ? (
            <ButtonLink look="primary" icon="plus" href={`${base}/add`}>
              {t("add")}
            </ButtonLink>
          ) : (
            <ButtonLink href={`${base}/me`}>{t("ownRow")}</ButtonLink>
          )
        }
      />
      <div className="stack">
        {asked.done ? (
          <Note kind="done" isAlert>
            {t(`done.${asked.done}`)}
          </Note>
        ) : null}
        {page.mayManage ? null : <Note kind="info">{t("onlyOwner", { owner: page.ownerName })}</Note>}
        <section className="panel" aria-label={t("table.caption")}>
          <Search base={base} q={asked.q} />
          {page.items.length === 0 ? (
            <EmptyState
              icon="people"
              title={t("noMatch.title")}
              act={<ButtonLink href={base}>{t("noMatch.act")}</ButtonLink>}
            >
              {t("noMatch.text", { q: asked.q ?? "" })}
            </EmptyState>
          ) : (
            <>
              <EmployeeTable rows={await toRows(page, companySlug)} hasActs={page.mayManage} />
              <Pages base={base} q={asked.q} page={page} />
            </>
          )}
        </section>
      </div>
    </>
  );
}

async function Search({ base, q }: { base: string; q: string | undefined }) {
  const t = await getTranslations("employees.search");
  return (
    <Form action={base} prefetch={false} className="tools">
      <span className="search">
        <label className="sr" htmlFor="q">
          {t("label")}
        </label>
        <Icon name="search" isSmall />
        <input className="input" id="q" name="q" type="search" defaultValue={q ?? ""} maxLength={80} />
      </span>
      <Button type="submit">{t("go")}</Button>
      {q ? <NavLink href={base}>{t("clear")}</NavLink> : null}
    </Form>
  );
}

async function Pages({ base, q, page }: { base: string; q: string | undefined; page: EmployeesPage }) {
  const t = await getTranslations("employees.pager");
  const { items, previousCursor, nextCursor } = page;
  const to = (name: string, cursor: string) =>
    `${base}?${new URLSearchParams({ ...(q ? { q } : {}), [name]: cursor })}`;
  return (
    <Pager
      label={t("label")}
      shown={t("shown", { n: items.length })}
      previous={previousCursor ? { href: to("before", previousCursor), label: t("previous") } : undefined}
      next={nextCursor ? { href: to("after", nextCursor), label: t("next") } : undefined}
    />
  );
}

async function toRows(page: EmployeesPage, companySlug: string): Promise<EmployeeTableRow[]> {
  const t = await getTranslations("employees");
  const texts = await formTexts();
  const locale = await getLocale();
  const base = `/c/${companySlug}/company/employees`;
  return page.items.map(({ kind, id, name, email, role, state, expiresAt, version }) => {
    const isOffer = kind === "INVITATION";
    const hidden = () => ({ companySlug, submissionId: randomUUID(), invitationId: id, version });
    return {
      id,
      href: isOffer ? `${base}/invitations/${id}` : `${base}/${id}`,
      name,
      email,
      role,
      state,
      until: expiresAt ? formatInstant(expiresAt, { locale, timeZone: page.timeZone }) : null,
      acts:
        isOffer && page.mayManage ? (
          <InvitationActs texts={texts} labels={labelsFor(t, email)} hidden={hidden()} />
        ) : null,
    };
  });
}

/** The words of an offer's buttons. */
function labelsFor(t: Awaited<ReturnType<typeof getTranslations<"employees">>>, email: string) {
  return {
    resend: t("resend"),
    revoke: t("revoke"),
    resendFor: t("resendFor", { email }),
    revokeFor: t("revokeFor", { email }),
  };
}
