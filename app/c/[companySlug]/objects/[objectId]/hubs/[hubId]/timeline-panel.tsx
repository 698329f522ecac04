import { getLocale, getTranslations } from "next-intl/server";
import { Timeline } from "@/components/hubs/timeline";
import { Pager } from "@/components/ui/pager";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import type { HubTimeline } from "@/lib/server/queries/hub-timeline";
import { toTimelineLines } from "./timeline-lines";

type Props = { timeline: HubTimeline; hubHref: string; timeZone: string };

/** What was done to a hub and what it told, newest first, with the ways to what is older and newer. */
export async function TimelinePanel({ timeline, hubHref, timeZone }: Props) {
  const t = await getTranslations("history.timeline");
  const lines = await toTimelineLines(timeline, { locale: await getLocale(), timeZone });
  const { previousCursor, nextCursor } = timeline;
  const stepTo = (side: "before" | "after", cursor: string | null) =>
    cursor ? { href: `${hubHref}?${side}=${cursor}#timeline`, label: t(`pager.${side}`) } : undefined;
  return (
    <Panel id="timeline" title={t("title")} fact={t("zone", { zone: formatCity(timeZone) })} isPadded={false}>
      <Timeline lines={lines} />
      {previousCursor || nextCursor ? (
        <Pager
          label={t("pager.label")}
          shown={t("pager.shown", { n: lines.length })}
          previous={stepTo("before", previousCursor)}
          next={stepTo("after", nextCursor)}
        />
      ) : null}
    </Panel>
  );
}
