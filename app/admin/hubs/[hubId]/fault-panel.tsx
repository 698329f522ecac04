import { getLocale, getTranslations } from "next-intl/server";
import { LiftForm } from "@/components/simulator/lift-form";
import type { FormWords } from "@/components/simulator/press-form";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { formatAge } from "@/lib/i18n/format";
import type { HubPanel } from "@/lib/server/queries/simulator";

type Props = Pick<HubPanel, "hub" | "faults"> & FormWords;

/** What is broken at a hub, its SIM cards and the network around it; each is lifted by its button. */
export async function FaultPanel({ hub, faults, ...words }: Props) {
  const t = await getTranslations("simulator");
  const locale = await getLocale();
  const placeOf = (part: string) => {
    const slot = /^slot (\d)$/.exec(part)?.[1];
    if (slot) return t("slot", { slot });
    return part === "ETHERNET" || part === "WIFI" || part === "GSM" ? t(`channels.${part}`) : part;
  };
  return (
    <Panel id="faults" title={t("panels.faults")}>
      {faults.length === 0 ? (
        <p className="muted row mb-0">
          <Icon name="ok" isSmall />
          {t("panels.noFaults")}
        </p>
      ) : null}
      <ul className="stack list-none p-0 m-0">
        {faults.map(({ id, kind, part, injectedAt, injectedBy }) => {
          const fault = [t(`faults.${kind}`), placeOf(part)].filter(Boolean).join(", ");
          return (
            <li key={id} className="row flex-wrap justify-between">
              <div>
                <span className="row fault">
                  <Icon name="alert" isSmall />
                  {fault}
                </span>
                <small className="muted">
                  {t("since", { name: injectedBy, age: formatAge(injectedAt, hub.now, locale) })}
                </small>
              </div>
              <LiftForm
                hubId={hub.hubId}
                faultId={id}
                words={{ lift: t("lift"), liftThis: t("liftThis", { fault }) }}
                {...words}
              />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
