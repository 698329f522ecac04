import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { countryName } from "@/lib/i18n/country-name";
import { formatDate } from "@/lib/i18n/format";
import { formatLocalDate } from "@/lib/i18n/local-date";
import { forPage } from "@/lib/server/pages";
import { getCompany } from "@/lib/server/queries/company";
import { InstallersPanel } from "./installers-panel";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("enrollment"))("settings.title") };
}

/** Services settings: the state of the enrollment, and the entry to it. */
export default async function ServicesSettingsPage({ params }: Props) {
  const { companySlug } = await params;
  const view = await forPage(getCompany(companySlug));
  const { company, enrollment } = view;
  const t = await getTranslations("enrollment.settings");
  const companies = await getTranslations("companies");
  const locale = await getLocale();
  const base = `/c/${companySlug}/company`;
  const since = enrollment ? formatLocalDate(enrollment.enrolledAt, { locale, timeZone: company.timeZone }) : "";
  return (
    <>
      <LivePage topics={["company"]} />
      <Crumbs
        label={companies("wizard.crumbs")}
        entries={[{ label: companies("title"), href: base }, { label: t("title") }]}
      />
      <PageHeader title={t("title")} fact={t("fact", { company: company.name })} />
      <div className="stack max-w-form">
        {enrollment?.closedSince ? (
          <Note kind="warning">
            {t("closed", {
              country: countryName(company.country, locale),
              date: formatDate(enrollment.closedSince, locale),
            })}
          </Note>
        ) : null}
        <Panel id="settings" title={t("state")} fact={enrollment ? t("yes") : t("no")} isPadded={false}>
          <Link className="req" href={`${base}/services/enroll`}>
            <b>{t("entry")}</b>
            <small className="col-span-full">{enrollment ? t("on", { date: since }) : t("off")}</small>
          </Link>
        </Panel>
        {enrollment ? <InstallersPanel view={view} /> : null}
      </div>
    </>
  );
}
