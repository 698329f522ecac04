import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { FeedFigures } from "@/components/simulator/feed-figures";
import { FleetTable } from "@/components/simulator/fleet-table";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { NavLink } from "@/components/ui/nav-link";
import { PageHeader } from "@/components/ui/page-header";
import { type FleetListParams, fleetListSchema } from "@/lib/schemas/simulator";
import { forPage } from "@/lib/server/pages";
import { getFleet } from "@/lib/server/queries/simulator";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("simulator"))("title") };
}

/** Hubs of the demo world, whoever's they are, each leading to what can be done to it. */
export default async function SimulatedHubsPage({ searchParams }: Props) {
  const asked = fleetListSchema.parse(await searchParams);
  const { hubs, hasMore, feeds } = await forPage(getFleet(asked));
  const t = await getTranslations("simulator");
  return (
    <>
      <LivePage topics={["hub", "sim", "fault"]} />
      <PageHeader title={t("title")} fact={t("fact")} />
      <FeedFigures {...feeds} />
      <section className="panel" aria-label={t("table.caption")}>
        <Form action="/admin/hubs" prefetch={false} className="filter-row pt-3" role="search">
          <HiddenFields values={{ state: asked.state }} />
          <Field id="q" name="q" type="search" label={t("search")} defaultValue={asked.q ?? ""} maxLength={80} />
          <Button type="submit">{t("go")}</Button>
        </Form>
        <Filters asked={asked} />
        {hubs.length === 0 ? (
          <EmptyState
            icon="hub"
            title={t("none.title")}
            act={<ButtonLink href="/admin/hubs">{t("none.act")}</ButtonLink>}
          >
            {t("none.text")}
          </EmptyState>
        ) : (
          <FleetTable hubs={hubs} />
        )}
        {hasMore ? <p className="pad muted mb-0">{t("more", { n: hubs.length })}</p> : null}
      </section>
    </>
  );
}

async function Filters({ asked }: { asked: FleetListParams }) {
  const t = await getTranslations("simulator.filters");
  return (
    <nav className="row flex-wrap px-4 pb-3" aria-label={t("label")}>
      {(["all", "offline", "faults", "drift"] as const).map((each) => {
        const state = each === "all" ? undefined : each;
        const params = new URLSearchParams({ ...(asked.q ? { q: asked.q } : {}), ...(state ? { state } : {}) });
        const isCurrent = asked.state === state;
        return (
          <NavLink
            key={each}
            href={params.size > 0 ? `/admin/hubs?${params}` : "/admin/hubs"}
            className={buttonClass({ isSmall: true, look: isCurrent ? "primary" : "plain" })}
            aria-current={isCurrent ? "true" : undefined}
          >
            {t(each)}
          </NavLink>
        );
      })}
    </nav>
  );
}
