import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DifferencesNote } from "@/app/differences/differences-note";
import { LivePage } from "@/app/shell/live-page";
import { OnboardingChecklist } from "@/components/onboarding/checklist";
import { tileLooks } from "@/components/packages/tile-look";
import { Facets } from "@/components/ui/facets";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { formatMonth } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getServicesDashboard, type ServicesDashboard } from "@/lib/server/queries/dashboard";
import { getOnboarding } from "@/lib/server/queries/onboarding";
import { BoundaryPanel } from "./boundary-panel";
import { NotEnrolledPage } from "./not-enrolled";
import { InstallerShares, ResellerShares } from "./shares";

type Props = { params: Promise<{ companySlug: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

/** The Services tab: what runs, what ends with the month, and what is not as it should be. Every figure opens its list. */
export default async function DashboardPage({ params }: Props) {
  const { companySlug } = await params;
  const found = await forPage(getServicesDashboard(companySlug));
  if (!found.isEnrolled) return <NotEnrolledPage page={found.page} />;
  const { page } = found;
  const onboarding = await forPage(getOnboarding(companySlug));
  const t = await getTranslations("dashboard");
  const month = formatMonth(page.boundary.month, await getLocale());
  return (
    <>
      <LivePage topics={["package", "connection", "hub.added", "sim", "company"]} />
      <PageHeader title={t("title")} fact={t("fact", { company: page.viewer.companyName, month })} />
      {onboarding ? <OnboardingChecklist onboarding={onboarding} /> : null}
      <DifferencesNote n={page.differences} href={`/c/${companySlug}/services/differences`} />
      <Tiles page={page} />
      <BoundaryPanel page={page} />
      <Figures page={page} month={month} />
      <div className="stack">
        <ResellerShares page={page} />
        <InstallerShares page={page} />
      </div>
    </>
  );
}

async function Tiles({ page: { viewer, counts } }: { page: ServicesDashboard }) {
  const t = await getTranslations("dashboard");
  const words = await getTranslations("packages.tile");
  const tiles = [
    { tile: "ACTIVATED", filter: "activated", count: counts.active },
    { tile: "EXPIRES_SOON", filter: "expires-soon", count: counts.expiring },
    { tile: "ACTIVATING", filter: "activating", count: counts.activating },
    { tile: "ACTIVATION_REQUIRED", filter: "activation-required", count: counts.inactive },
  ] as const;
  const facets = tiles.map(({ tile, filter, count }) => ({
    label: words(tile),
    count: t("figure", { n: count }),
    ...tileLooks[tile],
    href: `/c/${viewer.companySlug}/objects?tile=${filter}`,
    isCurrent: false,
  }));
  return <Facets label={t("tiles")} facets={facets} />;
}

async function Figures({ page, month }: { page: ServicesDashboard; month: string }) {
  const t = await getTranslations("dashboard");
  const figures = [
    { key: "never", count: page.neverActivated, query: "run=never" },
    { key: "sim", count: page.simProblems, query: "sim=problem" },
    { key: "started", count: page.startedThisMonth, query: "run=started" },
    { key: "ended", count: page.endedThisMonth, query: "run=ended" },
  ];
  return (
    <div className="figs mb-4">
      {figures.map(({ key, count, query }) => (
        <NavLink key={key} href={`/c/${page.viewer.companySlug}/objects?${query}`}>
          <span>{t(`figures.${key}.title`)}</span>
          <b>{t("figure", { n: count })}</b>
          <small>{t(`figures.${key}.text`, { month })}</small>
        </NavLink>
      ))}
    </div>
  );
}
