import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { OnboardingChecklist } from "@/components/onboarding/checklist";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatCity } from "@/lib/i18n/format";
import { formatLocalDate } from "@/lib/i18n/local-date";
import type { Sentences } from "@/lib/i18n/sentence";
import { forPage } from "@/lib/server/pages";
import { type CompanyView, getCompany } from "@/lib/server/queries/company";
import { getOnboarding } from "@/lib/server/queries/onboarding";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("companies"))("title") };
}

/** The Company tab: profile, and the ways to employees, Services settings, history and deletion. */
export default async function CompanyPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const { created, saved } = await searchParams;
  const view = await forPage(getCompany(companySlug));
  const onboarding = await forPage(getOnboarding(companySlug));
  const t = await getTranslations("companies");
  const base = `/c/${companySlug}/company`;
  return (
    <>
      <PageHeader
        title={view.company.name}
        fact={t(`kinds.${view.company.kind}`)}
        acts={view.may.update ? <ButtonLink href={`${base}/edit`}>{t("profile.edit")}</ButtonLink> : null}
      />
      <div className="stack">
        {created ? <Note kind="done">{t("profile.created", { company: view.company.name })}</Note> : null}
        {saved ? <Note kind="done">{t("profile.saved")}</Note> : null}
        {onboarding ? <OnboardingChecklist onboarding={onboarding} /> : null}
        <div className="cols">
          <Panel id="profile" title={t("profile.title")}>
            <Profile view={view} />
          </Panel>
          <div className="stack">
            <Panel id="manage" title={t("profile.manage")} isPadded={false}>
              <Entries view={view} base={base} />
            </Panel>
            <PersonalOnly />
          </div>
        </div>
      </div>
    </>
  );
}

async function Profile({ view: { company, owner, enrollment } }: { view: CompanyView }) {
  const t = await getTranslations("companies");
  const locale = await getLocale();
  const day = (iso: string) => formatLocalDate(iso, { locale, timeZone: company.timeZone });
  const dealer = enrollment?.reference
    ? t("profile.dealer", { date: day(enrollment.enrolledAt), reference: enrollment.reference })
    : t("profile.dealerPlain", { date: enrollment ? day(enrollment.enrolledAt) : "" });
  const rows = [
    [t("fields.owner"), `${owner.name}, ${owner.email}`],
    [t("profile.status"), enrollment ? dealer : t("profile.notDealer")],
    [t("fields.registrationNumber"), company.registrationNumber],
    [t("fields.taxNumber"), company.taxNumber],
    [t("fields.country"), countryName(company.country, locale)],
    [t("fields.timeZone"), formatCity(company.timeZone)],
    [t("fields.address"), company.address],
    [t("fields.phone"), company.phone],
    [t("fields.email"), company.email],
    [t("fields.slug"), company.slug],
    [t("fields.since"), day(company.createdAt)],
  ] as const;
  return (
    <dl className="kv">
      {rows.map(([label, value]) => (
        <div className="contents" key={label}>
          <dt>{label}</dt>
          <dd>{value ?? t("fields.none")}</dd>
        </div>
      ))}
    </dl>
  );
}

async function Entries({ view: { may, enrollment }, base }: { view: CompanyView; base: string }) {
  const t = await getTranslations("companies.entries");
  const entries = [
    may.seeEmployees ? { href: `${base}/employees`, label: t("employees"), text: t("employeesText") } : null,
    {
      href: `${base}/services`,
      label: t("services"),
      text: enrollment ? t("servicesDone") : t("servicesText"),
    },
    may.seeHistory ? { href: `${base}/history`, label: t("activity"), text: t("activityText") } : null,
    may.delete ? { href: `${base}/delete`, label: t("delete"), text: t("deleteText") } : null,
  ];
  return entries.map((entry) =>
    entry ? (
      <Link className="req" key={entry.href} href={entry.href}>
        <b>{entry.label}</b>
        <small className="col-span-full">{entry.text}</small>
      </Link>
    ) : null,
  );
}

/** Inside a company nothing creates another: the refusal stands where the button would, with the way to switch. */
async function PersonalOnly() {
  const t = await getTranslations("companies");
  const { refusals } = (await getMessages()) as { refusals: Sentences };
  return (
    <Panel id="another" title={t("personal.title")}>
      <p className="mb-4">{refusals.PERSONAL_CONTEXT_ONLY}</p>
      <ButtonLink href="/account/companies">{t("personal.switch")}</ButtonLink>
    </Panel>
  );
}
