import { getLocale, getTranslations } from "next-intl/server";
import { WhyNot } from "@/components/packages/why-not";
import { readableParams, wordStates } from "@/lib/i18n/sentence-params";
import type { PackagePanel, PanelRefusal } from "@/lib/server/queries/package-panel";
import { fixOf } from "./fixes";

type Props = { id: string; title: string; panel: PackagePanel; refusals: PanelRefusal[] };

/** Everything that stands in the way of an act: each with its rule, who can fix it and, where there is one, the place. */
export async function Reasons({ id, title, panel, refusals }: Props) {
  const t = await getTranslations("packages");
  const sentences = await getTranslations("refusals");
  const reader = { locale: await getLocale(), timeZone: panel.viewer.timeZone };
  const states = await getTranslations("resellers.states");
  const stateWord = (code: string) => (states.has(code) ? states(code) : code);
  const hubHref = `/c/${panel.viewer.companySlug}/objects/${panel.object.id}/hubs/${panel.hub.hubId}`;
  const reasons = refusals.map(({ code, params }) => {
    const { by, link } = fixOf(code, panel.viewer, hubHref);
    return {
      sentence: sentences(
        sentences.has(code) ? code : "UNAVAILABLE",
        readableParams(wordStates(params, stateWord), reader),
      ),
      fix: t(`fix.${by}`),
      link: link ? { label: t(`fixLink.${link.place}`), href: link.href } : null,
    };
  });
  return <WhyNot id={id} title={title} reasons={reasons} />;
}
