import { getTranslations } from "next-intl/server";
import { ConsequenceCard } from "@/components/packages/consequence-card";
import { Panel } from "@/components/ui/panel";
import type { PackagePanel } from "@/lib/server/queries/package-panel";
import { cardView } from "./panel-texts";

/** What each act that is open now would do, before any of them is pressed: the cards of the pop-ups, side by side. */
export async function Foresight({ panel }: { panel: PackagePanel }) {
  const t = await getTranslations("packages.if");
  const acts = [
    { verb: "resume", act: panel.resume },
    { verb: "deactivate", act: panel.deactivate },
    { verb: "stop", act: panel.stopNow },
  ] as const;
  const open = acts.flatMap(({ verb, act }) => (act.card ? [{ verb, card: act.card }] : []));
  return Promise.all(
    open.map(async ({ verb, card }) => (
      <Panel key={verb} id={`if-${verb}`} title={t(verb)}>
        <ConsequenceCard card={await cardView(panel, card)} />
      </Panel>
    )),
  );
}
