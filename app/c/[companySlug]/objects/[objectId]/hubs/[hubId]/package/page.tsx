import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { HubModelName } from "@/components/hubs/hub-model-name";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { packageViewSchema } from "@/lib/schemas/packages";
import { forPage } from "@/lib/server/pages";
import { getPackagePanel } from "@/lib/server/queries/package-panel";
import { ActivateForm } from "./activate-form";
import { Confirmation } from "./confirmation";
import { Foresight } from "./foresight";
import { PlannedNote } from "./planned-note";
import { ResultPanel } from "./result-panel";
import { ServicesSummary } from "./services-summary";

type Props = {
  params: Promise<{ companySlug: string; objectId: string; hubId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { companySlug, objectId, hubId } = await params;
  const { hub } = await forPage(getPackagePanel(companySlug, objectId, hubId));
  const t = await getTranslations("packages.panel");
  return { title: `${t("title")}, ${hub.name}` };
}

/**
 * Ajax Services on one hub: what runs and its acts, or everything an activation needs. The open confirmation, the
 * choices made and the result are in the address, so each can be reloaded, left and sent to a colleague.
 */
export default async function PackagePage({ params, searchParams }: Props) {
  const { companySlug, objectId, hubId } = await params;
  const asked = packageViewSchema.parse(await searchParams);
  const panel = await forPage(getPackagePanel(companySlug, objectId, hubId));
  const t = await getTranslations("packages");
  const { hub, object, status } = panel;
  const base = `/c/${companySlug}/objects`;
  const hrefs = {
    object: `${base}/${objectId}`,
    hub: `${base}/${objectId}/hubs/${hubId}`,
    package: `${base}/${objectId}/hubs/${hubId}/package`,
  };
  const isRunning = status !== "INACTIVE";
  const crumbs = [
    { label: (await getTranslations("objects"))("title"), href: base },
    { label: object.name, href: hrefs.object },
    { label: hub.name, href: hrefs.hub },
    { label: t("panel.title") },
  ];
  return (
    <>
      <LivePage topics={[`hub:${hubId}`, "connection"]} />
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader
        title={isRunning ? t("panel.title") : t("panel.activateTitle")}
        fact={
          <>
            {hub.name}, <HubModelName model={hub.model} />, <span className="mono">{hub.hubId}</span>
          </>
        }
      />
      {isRunning ? (
        <>
          {asked.result ? <ResultPanel panel={panel} result={asked.result} backHref={hrefs.object} /> : null}
          <div className="cols">
            <div className="stack">
              <Foresight panel={panel} />
            </div>
            <div className="first">
              <ServicesSummary panel={panel} packageHref={hrefs.package} />
            </div>
          </div>
        </>
      ) : (
        <>
          <PlannedNote panel={panel} />
          <ActivateForm panel={panel} asked={asked} packageHref={hrefs.package} />
        </>
      )}
      {asked.confirm ? (
        <Confirmation panel={panel} asked={{ ...asked, confirm: asked.confirm }} packageHref={hrefs.package} />
      ) : null}
    </>
  );
}
