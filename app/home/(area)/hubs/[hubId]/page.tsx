import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { linesOfEvents } from "@/app/shell/event-lines";
import { LiveHomePage } from "@/app/shell/live-page";
import { HomeDevices } from "@/components/home/home-devices";
import { HubPlate } from "@/components/hubs/hub-plate";
import { HubSigns } from "@/components/hubs/hub-signs";
import { MalfunctionList } from "@/components/hubs/malfunction-list";
import { Timeline } from "@/components/hubs/timeline";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { Panel } from "@/components/ui/panel";
import { formatCity } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getHomeHub } from "@/lib/server/queries/home";
import { ArmingPanel } from "./arming-panel";

type Props = { params: Promise<{ hubId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await forPage(getHomeHub((await params).hubId))).hub.name };
}

/** One hub of somebody's home: status, arming of hub and groups, devices by room with what they say, newest events. */
export default async function HomeHubPage({ params }: Props) {
  const { hubId } = await params;
  const home = await forPage(getHomeHub(hubId));
  const { hub, events, timeZone, devices } = home;
  const t = await getTranslations("home");
  const hubs = await getTranslations("hubs");
  const history = await getTranslations("history.timeline");
  const lines = await linesOfEvents(events, { locale: await getLocale(), timeZone });
  return (
    <>
      <LiveHomePage topics={[`hub:${hubId}`]} />
      <Crumbs label={hubs("crumbs")} entries={[{ label: t("title"), href: "/home" }, { label: hub.name }]} />
      <div className="hubgrid">
        <section className="panel g1" aria-label={hub.name}>
          <HubPlate hub={hub} acts={<ButtonLink href={`/home/hubs/${hubId}/users`}>{t("users.title")}</ButtonLink>} />
        </section>
        <HubSigns hub={hub} now={home.now} />
        <div className="stack g4">
          <ArmingPanel home={home} />
          {hub.malfunctions.length > 0 ? (
            <Panel id="malfunctions" title={hubs("malfunctions", { n: hub.malfunctions.length })}>
              <MalfunctionList malfunctions={hub.malfunctions} />
            </Panel>
          ) : null}
        </div>
        <div className="stack g3">
          <Panel
            id="devices"
            title={hubs("devices")}
            fact={hubs("deviceCount", { n: devices.length })}
            isPadded={false}
          >
            <HomeDevices home={home} />
          </Panel>
          <Panel
            id="events"
            title={t("events")}
            fact={history("zone", { zone: formatCity(timeZone) })}
            isPadded={false}
          >
            {lines.length === 0 ? <p className="pad muted">{t("noEvents")}</p> : <Timeline lines={lines} />}
          </Panel>
        </div>
      </div>
    </>
  );
}
