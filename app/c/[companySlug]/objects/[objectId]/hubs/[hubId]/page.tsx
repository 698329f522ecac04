import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { DeviceList } from "@/components/hubs/device-list";
import { HubPlate } from "@/components/hubs/hub-plate";
import { HubSigns } from "@/components/hubs/hub-signs";
import { HubTasks } from "@/components/hubs/hub-tasks";
import { MalfunctionList } from "@/components/hubs/malfunction-list";
import { SimSlots } from "@/components/hubs/sim-slots";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";
import { placeSchema } from "@/lib/schemas/history";
import { forPage } from "@/lib/server/pages";
import { getHubPage } from "@/lib/server/queries/hubs";
import { getPackagePanel } from "@/lib/server/queries/package-panel";
import { ServicesSummary } from "./package/services-summary";
import { ShareNote } from "./share-note";
import { TimelinePanel } from "./timeline-panel";

type Props = {
  params: Promise<{ companySlug: string; objectId: string; hubId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { companySlug, objectId, hubId } = await params;
  return { title: (await forPage(getHubPage(companySlug, objectId, hubId))).hub.name };
}

/** The hub's info screen: plate, status icons, what has to be looked at, services with their acts, SIM slots, devices and timeline. */
export default async function HubInfoPage({ params, searchParams }: Props) {
  const { companySlug, objectId, hubId } = await params;
  const asked = placeSchema.parse(await searchParams);
  const page = await forPage(getHubPage(companySlug, objectId, hubId, asked));
  const { hub, object, devices, viewer, tasks } = page;
  const panel = await forPage(getPackagePanel(companySlug, objectId, hubId));
  const t = await getTranslations("hubs");
  const objects = await getTranslations("objects");
  const stations = await getTranslations("stations");
  const base = `/c/${companySlug}/objects`;
  const own = `${base}/${objectId}/hubs/${hubId}`;
  const crumbs = [
    { label: objects("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: hub.name },
  ];
  return (
    <>
      <LivePage topics={[`hub:${hubId}`]} />
      <Crumbs label={t("crumbs")} entries={crumbs} />
      <ShareNote page={page} shareHref={`${own}/share`} />
      <div className="hubgrid">
        <section className="panel g1" aria-label={hub.name}>
          <HubPlate
            hub={hub}
            place={`${object.name}, ${object.address}`}
            acts={
              hub.isShared ? null : (
                <>
                  <ButtonLink href={`${own}/transfer`}>{objects("transfer.act")}</ButtonLink>
                  <ButtonLink href={`${own}/move`}>{objects("moveHub.act")}</ButtonLink>
                  <ButtonLink href={`${own}/share`}>{objects("share.act")}</ButtonLink>
                  <ButtonLink href={`${own}/settings/monitoring-station`}>{stations("link")}</ButtonLink>
                </>
              )
            }
          />
        </section>
        <HubSigns hub={hub} now={viewer.now} />
        <div className="stack g4">
          {tasks.length > 0 ? (
            <HubTasks
              tasks={tasks}
              now={viewer.now}
              swapHref={`${own}/sim/swap`}
              hidden={tasks.map(() => ({ companySlug, objectId, hubId, submissionId: randomUUID() }))}
              texts={await formTexts()}
            />
          ) : null}
          {hub.malfunctions.length > 0 ? (
            <Panel id="malfunctions" title={t("malfunctions", { n: hub.malfunctions.length })}>
              <MalfunctionList malfunctions={hub.malfunctions} />
            </Panel>
          ) : null}
          <ServicesSummary panel={panel} packageHref={`${own}/package`} />
          <Panel
            id="sim"
            title={t("sim.title")}
            end={
              hub.isShared ? null : hub.service.resellerName ? (
                <NavLink href={`${own}/sim/swap`}>{objects("swapSim.title")}</NavLink>
              ) : (
                <NavLink href={`${own}/sim`}>{objects("installSim.title")}</NavLink>
              )
            }
          >
            <SimSlots slots={hub.slots} now={viewer.now} />
          </Panel>
        </div>
        <div className="stack g3">
          <Panel id="devices" title={t("devices")} fact={t("deviceCount", { n: devices.length })} isPadded={false}>
            <DeviceList devices={devices} hubHref={own} />
          </Panel>
          <TimelinePanel timeline={page.timeline} hubHref={own} timeZone={viewer.timeZone} />
        </div>
      </div>
    </>
  );
}
