import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { DeviceList } from "@/components/hubs/device-list";
import { HubPlate } from "@/components/hubs/hub-plate";
import { HubSigns } from "@/components/hubs/hub-signs";
import { ServiceTile } from "@/components/packages/service-tile";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { NavLink } from "@/components/ui/nav-link";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { forPage } from "@/lib/server/pages";
import { getObjectPage, type ObjectPage } from "@/lib/server/queries/hubs";

type Props = {
  params: Promise<{ companySlug: string; objectId: string }>;
  searchParams: Promise<{ stopped?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { companySlug, objectId } = await params;
  return { title: (await forPage(getObjectPage(companySlug, objectId))).object.name };
}

/** The device list of an object: each hub with its status icons and its tile, then its devices by room. */
export default async function DeviceListPage({ params, searchParams }: Props) {
  const { companySlug, objectId } = await params;
  const { stopped } = await searchParams;
  const page = await forPage(getObjectPage(companySlug, objectId));
  const t = await getTranslations("objects");
  const { object, hubs, devices, viewer, assignedTo } = page;
  const base = `/c/${companySlug}/objects`;
  const facts = [
    object.address,
    object.reference ? t("reference", { reference: object.reference }) : null,
    object.endUserName ? t("endUser", { name: object.endUserName }) : null,
    assignedTo ? t("assign.fact", { name: assignedTo }) : null,
  ];
  const addHub = (
    <ButtonLink icon="plus" href={`${base}/${objectId}/hubs/new`}>
      {t("addHub.title")}
    </ButtonLink>
  );
  const assign = page.mayAssign ? <ButtonLink href={`${base}/${objectId}/assign`}>{t("assign.act")}</ButtonLink> : null;
  const acts = (
    <>
      {assign}
      {hubs.length > 0 ? addHub : null}
    </>
  );
  return (
    <>
      <LivePage topics={[`object:${objectId}`, `subject:${objectId}`, ...hubs.map(({ hubId }) => `hub:${hubId}`)]} />
      <Crumbs
        label={(await getTranslations("hubs"))("crumbs")}
        entries={[{ label: t("title"), href: base }, { label: object.name }]}
      />
      <PageHeader title={object.name} fact={facts.filter(Boolean).join(" · ")} acts={acts} isLong />
      <StoppedNote page={page} hubId={stopped} base={`${base}/${objectId}`} />
      {hubs.length === 0 ? (
        <section className="panel" aria-label={object.name}>
          <EmptyState icon="hub" title={t("noHubs.title")} act={addHub}>
            {t("noHubs.text")}
          </EmptyState>
        </section>
      ) : null}
      <div className="stack">
        {hubs.map((hub) => (
          <section className="panel" key={hub.hubId} aria-label={hub.name}>
            <HubPlate hub={hub} infoHref={`${base}/${objectId}/hubs/${hub.hubId}`} />
            <HubSigns hub={hub} now={viewer.now} />
            <div className="pad">
              <ServiceTile tile={hub.service.tile} href={`${base}/${objectId}/hubs/${hub.hubId}/package`} />
            </div>
            <DeviceList
              devices={devices.filter((device) => device.hubId === hub.hubId)}
              hubHref={`${base}/${objectId}/hubs/${hub.hubId}`}
            />
          </section>
        ))}
      </div>
    </>
  );
}

type NoteProps = { page: ObjectPage; hubId: string | string[] | undefined; base: string };

/** After Stop now: says so, and offers the only way back. Gone once services run again. */
async function StoppedNote({ page, hubId, base }: NoteProps) {
  const hub = page.hubs.find((each) => each.hubId === hubId);
  if (hub?.service.tile !== "ACTIVATION_REQUIRED") return null;
  const t = await getTranslations("packages.result");
  return (
    <div className="mb-4">
      <Note kind="done" isAlert>
        <p>{t("stopped", { hub: hub.name })}</p>
        <NavLink className={buttonClass({ isSmall: true }, "mt-2")} href={`${base}/hubs/${hub.hubId}/package`}>
          {t("again")}
        </NavLink>
      </Note>
    </div>
  );
}
