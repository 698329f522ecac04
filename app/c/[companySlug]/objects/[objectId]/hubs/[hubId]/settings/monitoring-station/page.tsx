import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { LivePage } from "@/app/shell/live-page";
import { RemoveStationForm, TestStationForm } from "@/components/stations/station-acts";
import { StationForm } from "@/components/stations/station-form";
import { StationStatus } from "@/components/stations/station-status";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getStationPage, type StationPage, type StationView } from "@/lib/server/queries/station";
import { toStationForm } from "./station-form-props";

type Props = { params: Promise<{ companySlug: string; objectId: string; hubId: string }> };
type Addressed = Awaited<Props["params"]>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stations"))("title") };
}

/** Where a hub reports its alarms: settings, how dialing stands, a test, and the way to end it. */
export default async function MonitoringStationPage({ params }: Props) {
  const addressed = await params;
  const { companySlug, objectId, hubId } = addressed;
  const page = await forPage(getStationPage(companySlug, objectId, hubId));
  const { hub, object, station } = page;
  const t = await getTranslations("stations");
  const base = `/c/${companySlug}/objects`;
  const hubHref = `${base}/${objectId}/hubs/${hubId}`;
  const crumbs = [
    { label: (await getTranslations("objects"))("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: hub.name, href: hubHref },
    { label: t("title") },
  ];
  return (
    <>
      <LivePage topics={[`hub:${hubId}`]} />
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader title={t("title")} fact={t("fact", { hub: hub.name, id: hub.hubId })} />
      <div className="cols">
        <div className="stack">
          <StationForm
            {...(await toStationForm(page))}
            hidden={{ ...addressed, submissionId: randomUUID(), version: station?.version ?? 0 }}
            cancelHref={hubHref}
          />
          {station ? <Removal station={station} addressed={addressed} /> : null}
        </div>
        {station ? <Standing page={page} station={station} addressed={addressed} /> : null}
      </div>
    </>
  );
}

type StationProps = { station: StationView; addressed: Addressed };

async function Standing({ page: { viewer }, station, addressed }: StationProps & { page: StationPage }) {
  const t = await getTranslations("stations");
  return (
    <div className="stack first">
      <Panel id="connection" title={t("status.title")}>
        <StationStatus standing={station} timeZone={viewer.timeZone} />
      </Panel>
      <Panel id="test" title={t("test.title")}>
        <TestStationForm
          texts={await formTexts()}
          labels={{ text: t("test.text"), submit: t("test.submit"), sent: t("test.sent") }}
          hidden={{ ...addressed, submissionId: randomUUID() }}
        />
      </Panel>
    </div>
  );
}

async function Removal({ station: { queued, version }, addressed }: StationProps) {
  const t = await getTranslations("stations.remove");
  return (
    <Panel id="remove" title={t("title")}>
      <RemoveStationForm
        texts={await formTexts()}
        labels={{ text: queued > 0 ? t("textQueue", { n: queued }) : t("text"), submit: t("submit") }}
        hidden={{ ...addressed, submissionId: randomUUID(), version }}
      />
    </Panel>
  );
}
