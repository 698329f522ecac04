import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { linesOfEvents } from "@/app/shell/event-lines";
import { LivePage } from "@/app/shell/live-page";
import { DeviceSigns } from "@/components/hubs/device-signs";
import { Timeline } from "@/components/hubs/timeline";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { findDeviceType } from "@/lib/domain/devices/registry";
import { formatCity } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { type DeviceDetailView, getDevicePage } from "@/lib/server/queries/device";

type Props = { params: Promise<{ companySlug: string; objectId: string; hubId: string; deviceId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { companySlug, ...place } = await params;
  return { title: (await forPage(getDevicePage(companySlug, place))).device.name };
}

/** One device of a hub: how it stands now, where it belongs, and what it told last. */
export default async function DeviceDetailPage({ params }: Props) {
  const { companySlug, ...place } = await params;
  const { viewer, object, hubName, device, events } = await forPage(getDevicePage(companySlug, place));
  const t = await getTranslations("hubs");
  const objects = await getTranslations("objects");
  const history = await getTranslations("history.timeline");
  const base = `/c/${companySlug}/objects`;
  const crumbs = [
    { label: objects("title"), href: base },
    { label: object.name, href: `${base}/${object.id}` },
    { label: hubName, href: `${base}/${object.id}/hubs/${device.hubId}` },
    { label: device.name },
  ];
  const lines = await linesOfEvents(events, { locale: await getLocale(), timeZone: viewer.timeZone });
  return (
    <>
      <LivePage topics={[`hub:${device.hubId}`]} />
      <Crumbs label={t("crumbs")} entries={crumbs} />
      <PageHeader title={device.name} fact={findDeviceType(device.type)?.apiName ?? t("unknownDevice")} />
      <div className="stack">
        <section className="panel" aria-label={t("device.status")}>
          <DeviceSigns device={device} />
        </section>
        <Panel id="facts" title={t("device.facts")}>
          <DevicePlate device={device} />
        </Panel>
        <Panel
          id="events"
          title={t("device.events")}
          fact={history("zone", { zone: formatCity(viewer.timeZone) })}
          isPadded={false}
        >
          {lines.length === 0 ? <p className="pad muted">{t("device.noEvents")}</p> : <Timeline lines={lines} />}
        </Panel>
      </div>
    </>
  );
}

async function DevicePlate({ device }: { device: DeviceDetailView }) {
  const t = await getTranslations("hubs.device");
  const hubs = await getTranslations("hubs");
  return (
    <dl className="kv">
      <dt>{t("type")}</dt>
      <dd>{findDeviceType(device.type)?.apiName ?? hubs("unknownDevice")}</dd>
      <dt>{t("room")}</dt>
      <dd>{device.room || t("none")}</dd>
      <dt>{t("group")}</dt>
      <dd>{device.groupName ?? t("none")}</dd>
      <dt>{t("id")}</dt>
      <dd className="mono">{device.deviceId}</dd>
      <dt>{hubs("firmware")}</dt>
      <dd>{device.firmware}</dd>
    </dl>
  );
}
