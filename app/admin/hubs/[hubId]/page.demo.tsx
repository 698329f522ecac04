import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { LivePage } from "@/app/shell/live-page";
import { SimSlots } from "@/components/hubs/sim-slots";
import { HubState } from "@/components/simulator/hub-state";
import { type FormWords, PressForm } from "@/components/simulator/press-form";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import type { Sentences } from "@/lib/i18n/sentence";
import { forPage } from "@/lib/server/pages";
import { getHubPanel, type HubPanel } from "@/lib/server/queries/simulator";
import { DevicePanel } from "./device-panel";
import { FaultPanel } from "./fault-panel";
import { PeoplePanel } from "./people-panel";
import { networkPresses, orderPresses, partPresses, slotPresses } from "./presses";
import { ToldPanel } from "./told-panel";

type Props = { params: Promise<{ hubId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await forPage(getHubPanel((await params).hubId))).hub.name };
}

/** One simulated hub: how it is, everything that can be done to it, what is broken around it, and what it told. */
export default async function SimulatedHubPage({ params }: Props) {
  const { hubId } = await params;
  const panel = await forPage(getHubPanel(hubId));
  const { hub, faults, devices, told } = panel;
  const t = await getTranslations("simulator");
  const texts = await pressTexts();
  return (
    <>
      <LivePage topics={[`hub:${hubId}`, "fault"]} />
      <Crumbs label={t("hub.back")} entries={[{ label: t("title"), href: "/admin/hubs" }, { label: hub.name }]} />
      <PageHeader title={hub.name} fact={t("hub.fact", { id: hub.hubId, company: hub.companyName })} />
      <div className="hubgrid">
        <div className="stack g3">
          <Panel id="orders" title={t("panels.orders")}>
            <PressForm hubId={hubId} label={t("panels.orders")} presses={await orderPresses()} {...texts} />
          </Panel>
          <Panel id="parts" title={t("panels.parts")}>
            <PressForm hubId={hubId} label={t("panels.parts")} presses={await partPresses(hub, faults)} {...texts} />
          </Panel>
          <SimPanel hub={hub} {...texts} />
          <Panel id="network" title={t("panels.network")} fact={t("panels.networkFact")}>
            <PressForm hubId={hubId} label={t("panels.network")} presses={await networkPresses()} {...texts} />
          </Panel>
          <DevicePanel hubId={hubId} devices={devices} {...texts} />
          <PeoplePanel hubId={hubId} people={panel.people} {...texts} />
        </div>
        <div className="stack g4">
          <Panel id="state" title={t("hub.state")}>
            <HubState hub={hub} />
          </Panel>
          <FaultPanel hub={hub} faults={faults} {...texts} />
          <ToldPanel told={told} />
        </div>
      </div>
    </>
  );
}

async function pressTexts(): Promise<FormWords> {
  const t = await getTranslations("forms");
  const messages = (await getMessages()) as { refusals: Sentences; simulator: { answers: Record<string, string> } };
  return {
    texts: { busy: t("busy"), fault: t("fault"), answers: messages.simulator.answers },
    sentences: messages.refusals,
  };
}

async function SimPanel({ hub, ...words }: { hub: HubPanel["hub"] } & FormWords) {
  const t = await getTranslations("simulator");
  return (
    <Panel id="sim" title={t("panels.sim")}>
      <SimSlots slots={hub.slots} now={hub.now} />
      {hub.slots.map(async (slot) => (
        <div key={slot.slot} className="mt-4">
          <h3 className="mb-2">{t("slot", { slot: slot.slot })}</h3>
          <PressForm
            hubId={hub.hubId}
            label={t("slot", { slot: slot.slot })}
            presses={await slotPresses(slot)}
            {...words}
          />
        </div>
      ))}
    </Panel>
  );
}
