import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { type UpcomingLine, UpcomingTable } from "@/components/dashboard/upcoming-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity, formatInstant, formatShortInstant } from "@/lib/i18n/format";
import { placeSchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { getUpcomingEnds, type UpcomingPage, type UpcomingView } from "@/lib/server/queries/dashboard";
import { NotEnrolledPage } from "../not-enrolled";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("upcoming.title") };
}

/** Hubs whose services end, those of the next boundary first: who set the end, when and why, and the way back. */
export default async function UpcomingEndsPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const found = await forPage(getUpcomingEnds(companySlug, placeSchema.parse(await searchParams)));
  if (!found.isEnrolled) return <NotEnrolledPage page={found.page} />;
  const { page } = found;
  const { viewer, boundary, counts } = page;
  const t = await getTranslations("dashboard.upcoming");
  const common = await getTranslations("common");
  const locale = await getLocale();
  const until = formatInstant(boundary.at, { locale, timeZone: viewer.timeZone });
  const own = formatInstant(boundary.at, { locale, timeZone: viewer.ownZone });
  return (
    <>
      <LivePage topics={["package"]} />
      <PageHeader
        title={t("title")}
        fact={`${t("fact", { n: counts.next, instant: until })} ${common("yourTime", { instant: own })}.`}
      />
      <section className="panel" aria-label={t("caption")}>
        {page.ends.length === 0 ? (
          <EmptyState
            icon="ends"
            title={t("none.title")}
            act={<ButtonLink href={`/c/${companySlug}/objects?tile=activated`}>{t("none.act")}</ButtonLink>}
          >
            {t("none.text")}
          </EmptyState>
        ) : (
          <Ends page={page} />
        )}
      </section>
    </>
  );
}

async function Ends({ page }: { page: UpcomingPage }) {
  const { viewer, ends, counts, previousCursor, nextCursor } = page;
  const t = await getTranslations("dashboard.upcoming");
  const base = `/c/${viewer.companySlug}/services/upcoming`;
  const lines = await Promise.all(ends.map((end) => toLine(end, viewer)));
  return (
    <>
      <UpcomingTable lines={lines} city={formatCity(viewer.timeZone)} />
      <Pager
        label={t("pages")}
        shown={t("shown", { n: ends.length, all: counts.all })}
        previous={previousCursor ? { href: `${base}?before=${previousCursor}`, label: t("previous") } : undefined}
        next={nextCursor ? { href: `${base}?after=${nextCursor}`, label: t("next") } : undefined}
      />
    </>
  );
}

/** An end that a leaving reseller set has no Resume; its line leads to what can be done instead. */
async function toLine(end: UpcomingView, viewer: UpcomingPage["viewer"]): Promise<UpcomingLine> {
  const t = await getTranslations("dashboard.upcoming");
  const acts = await getTranslations("packages.acts");
  const locale = await getLocale();
  const object = `/c/${viewer.companySlug}/objects/${end.objectId}`;
  const services = `${object}/hubs/${end.hubId}/package`;
  const { hubName, objectName, hubId, resellerName, installerName } = end;
  const canResume = end.endCause === "DEACTIVATED";
  return {
    id: end.id,
    hubName,
    objectName,
    hubId,
    resellerName,
    installerName,
    href: services,
    ends: formatInstant(end.expiresAt, { locale, timeZone: end.billingZone }),
    endsIso: end.expiresAt,
    setBy: end.setBy ?? t("unknown"),
    setAt: end.setAt ? formatShortInstant(end.setAt, { locale, timeZone: viewer.timeZone }) : null,
    reason: end.reason ?? t(`causes.${end.endCause}`),
    act: canResume
      ? { label: acts("resume"), href: `${services}?confirm=resume` }
      : { label: t("open"), href: services },
  };
}
