import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { UpcomingTable } from "@/components/dashboard/upcoming-table";
import { LateSentences } from "@/components/forms/late-sentences";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { formatCity, formatInstant } from "@/lib/i18n/format";
import { placeSchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { getUpcoming, type UpcomingPage } from "@/lib/server/queries/upcoming";
import { NotEnrolledPage } from "../not-enrolled";
import { ConnectionsPanel } from "./connections-panel";
import { MovesPanel } from "./moves-panel";
import { toLine } from "./upcoming-lines";

type Props = {
  params: Promise<{ companySlug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("upcoming.title") };
}

/** Everything that was decided and is still to come, the next change first: who set it, when and why, and the way back. */
export default async function UpcomingChangesPage({ params, searchParams }: Props) {
  const { companySlug } = await params;
  const found = await forPage(getUpcoming(companySlug, placeSchema.parse(await searchParams)));
  if (!found.isEnrolled) return <NotEnrolledPage page={found.page} />;
  const { page } = found;
  const { viewer, boundary, counts } = page;
  const t = await getTranslations("dashboard.upcoming");
  const common = await getTranslations("common");
  const locale = await getLocale();
  const until = formatInstant(boundary.at, { locale, timeZone: viewer.timeZone });
  const own = formatInstant(boundary.at, { locale, timeZone: viewer.ownZone });
  const yours = viewer.ownZone === viewer.timeZone ? "" : `${common("yourTime", { instant: own })}.`;
  const left = t("left", { days: boundary.days, hours: boundary.hours, minutes: boundary.minutes });
  const fact = t("fact", { ends: counts.nextEnds, moves: counts.nextMoves, instant: until });
  return (
    <>
      <LivePage topics={["package", "connection", "move", "start"]} />
      <PageHeader title={t("title")} fact={`${fact} ${left} ${yours}`.trim()} />
      <LateSentences>
        <div className="stack">
          <ConnectionsPanel page={page} />
          <MovesPanel page={page} />
          <section className="panel" aria-label={t("caption")}>
            {page.rows.length === 0 ? (
              <EmptyState
                icon="ends"
                title={t("none.title")}
                act={<ButtonLink href={`/c/${companySlug}/objects?tile=activated`}>{t("none.act")}</ButtonLink>}
              >
                {t("none.text")}
              </EmptyState>
            ) : (
              <Hubs page={page} />
            )}
          </section>
        </div>
      </LateSentences>
    </>
  );
}

async function Hubs({ page }: { page: UpcomingPage }) {
  const { viewer, rows, counts, previousCursor, nextCursor, mayCancel } = page;
  const t = await getTranslations("dashboard.upcoming");
  const base = `/c/${viewer.companySlug}/services/upcoming`;
  const lines = await Promise.all(rows.map((row) => toLine(row, { viewer, mayCancel })));
  return (
    <>
      <UpcomingTable lines={lines} city={formatCity(viewer.timeZone)} />
      <Pager
        label={t("pages")}
        shown={t("shown", { n: rows.length, all: counts.all })}
        previous={previousCursor ? { href: `${base}?before=${previousCursor}`, label: t("previous") } : undefined}
        next={nextCursor ? { href: `${base}?after=${nextCursor}`, label: t("next") } : undefined}
      />
    </>
  );
}
