import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formTexts } from "@/app/shell/form-texts";
import { SwapSimForm } from "@/components/objects/swap-sim-form";
import { ButtonLink } from "@/components/ui/button";
import { Crumbs } from "@/components/ui/crumbs";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { formatGroups } from "@/lib/i18n/format";
import { forPage } from "@/lib/server/pages";
import { getHubPage, type HubView } from "@/lib/server/queries/hubs";

type Props = { params: Promise<{ companySlug: string; objectId: string; hubId: string }> };
type Addressed = Awaited<Props["params"]>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("objects"))("swapSim.title") };
}

/** Lets running services go on with another SIM: which one, what happens, and the swap. */
export default async function SwapSimPage({ params }: Props) {
  const addressed = await params;
  const { companySlug, objectId, hubId } = addressed;
  const { hub, object } = await forPage(getHubPage(companySlug, objectId, hubId));
  const t = await getTranslations("objects");
  const base = `/c/${companySlug}/objects`;
  const hubHref = `${base}/${objectId}/hubs/${hubId}`;
  const crumbs = [
    { label: t("title"), href: base },
    { label: object.name, href: `${base}/${objectId}` },
    { label: hub.name, href: hubHref },
    { label: t("swapSim.title") },
  ];
  return (
    <>
      <Crumbs label={(await getTranslations("hubs"))("crumbs")} entries={crumbs} />
      <PageHeader
        title={t("swapSim.title")}
        fact={`${hub.name}, ${hub.hubId}. ${t("swapSim.fact")}`}
        acts={<ButtonLink href={`${hubHref}/sim`}>{t("installSim.title")}</ButtonLink>}
        isLong
      />
      {hub.service.resellerName === null ? (
        <section className="panel" aria-label={t("swapSim.title")}>
          <EmptyState
            icon="sim"
            title={t("swapSim.none.title")}
            act={<ButtonLink href={hubHref}>{t("swapSim.back")}</ButtonLink>}
          >
            {t("swapSim.none.text")}
          </EmptyState>
        </section>
      ) : (
        <div className="cols">
          <Swap hub={hub} addressed={addressed} hubHref={hubHref} />
          <Effects hub={hub} reseller={hub.service.resellerName} />
        </div>
      )}
    </>
  );
}

async function Swap({ hub, addressed, hubHref }: { hub: HubView; addressed: Addressed; hubHref: string }) {
  const t = await getTranslations("objects");
  const spare = hub.slots.filter(({ word, desiredStatus }) => word === "AJAX" && desiredStatus === "DISABLED");
  return (
    <div>
      <SwapSimForm
        texts={await formTexts()}
        labels={{
          new: t("swapSim.new"),
          other: t("swapSim.other"),
          otherAbout: t("swapSim.otherAbout"),
          iccid: t("swapSim.iccid"),
          iccidHint: t("swapSim.iccidHint"),
          submit: t("swapSim.submit"),
          cancel: t("new.cancel"),
        }}
        choices={spare.flatMap(({ slot, iccid }) =>
          iccid ? [{ iccid, name: t("swapSim.inSlot", { slot }), about: formatGroups(iccid) }] : [],
        )}
        hidden={{ ...addressed, submissionId: randomUUID(), version: hub.version }}
        cancelHref={hubHref}
      />
    </div>
  );
}

async function Effects({ hub, reseller }: { hub: HubView; reseller: string }) {
  const t = await getTranslations("objects.swapSim");
  const old = hub.slots.find(({ desiredStatus }) => desiredStatus === "ENABLED")?.iccid;
  return (
    <Panel id="effects" title={t("what")}>
      <ul className="list-disc ps-5">
        <li>{t("on")}</li>
        <li>{t("off", { iccid: old ? formatGroups(old) : "" })}</li>
        <li>{t("bill", { reseller })}</li>
      </ul>
    </Panel>
  );
}
