import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { SimSlots } from "@/components/hubs/sim-slots";
import { InstallSimForm } from "@/components/objects/install-sim-form";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { forPage } from "@/lib/server/pages";
import { getHubPage } from "@/lib/server/queries/hubs";

type Props = { params: Promise<{ companySlug: string; objectId: string; hubId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("installSim.title") };
}

/** The SIM slots of a hub, and the form that fills a free one. */
export default async function InstallSimPage({ params }: Props) {
  const { companySlug, objectId, hubId } = await params;
  const { hub, object, viewer } = await forPage(getHubPage(companySlug, objectId, hubId));
  const t = await getTranslations("objects");
  const hubs = await getTranslations("hubs");
  const base = `/c/${companySlug}/objects`;
  const hubHref = `${base}/${objectId}/hubs/${hubId}`;
  const free = hub.slots.filter(({ word }) => word === "NO_SIM").map(({ slot }) => slot);
  const crumbs = [
    { label: t("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: hub.name, href: hubHref },
    { label: t("installSim.title") },
  ];
  return (
    <>
      <Crumbs label={hubs("crumbs")} entries={crumbs} />
      <PageHeader title={t("installSim.title")} fact={`${hub.name}, ${hub.hubId}`} />
      <div className="cols">
        <div>
          {free.length === 0 ? (
            <Note kind="info">{t("installSim.full")}</Note>
          ) : (
            <InstallSimForm
              texts={await formTexts()}
              labels={{
                slot: t("installSim.slot"),
                iccid: t("installSim.iccid"),
                iccidHint: t("installSim.iccidHint"),
                submit: t("installSim.title"),
                cancel: t("new.cancel"),
              }}
              slots={free.map((slot) => ({ value: String(slot), label: hubs("sim.slot", { slot }) }))}
              hidden={{ companySlug, submissionId: randomUUID(), objectId, hubId }}
              cancelHref={hubHref}
            />
          )}
        </div>
        <Panel id="slots" title={hubs("sim.title")}>
          <SimSlots slots={hub.slots} now={viewer.now} />
        </Panel>
      </div>
    </>
  );
}
