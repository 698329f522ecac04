import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Copyable } from "@/components/ui/copyable";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { HubFacts } from "./hub-facts";
import { HubModelName } from "./hub-model-name";

type Props = {
  hub: HubFacts;
  /** Object and address, where the page does not say them already. */
  place?: string;
  /** Leads to the hub's own screen; without it the name is the page's heading. */
  infoHref?: string;
  /** What can be done with the hub itself, at the end of the plate. */
  acts?: ReactNode;
};

/** The name plate of a hub: name, ID to copy, model, firmware, and a red count of malfunctions on its icon. */
export function HubPlate({ hub, place, infoHref, acts }: Props) {
  const t = useTranslations("hubs");
  const n = hub.malfunctions.length;
  return (
    <div className="plate">
      <span className="big">
        <Icon name={hub.isOnline ? "hub" : "hubx"} />
        {n > 0 ? (
          <span className="badge">
            <span aria-hidden="true">{n}</span>
            <span className="sr">{t("malfunctions", { n })}</span>
          </span>
        ) : null}
      </span>
      <div>
        {infoHref ? (
          <h2>
            <NavLink href={infoHref}>{hub.name}</NavLink>
          </h2>
        ) : (
          <h1>{hub.name}</h1>
        )}
        <div className="ids">
          <Copyable text={hub.hubId} label={t("copyId")} copiedLabel={t("copied")} />
          <HubModelName model={hub.model} />
          <span>
            {t("firmware")} <span className="mono">{hub.firmware}</span>
            {hub.latestFirmware ? <>, {t("firmwareUpdate", { version: hub.latestFirmware })}</> : null}
          </span>
          {place ? <span className="desk">{place}</span> : null}
        </div>
      </div>
      {acts ? <div className="row flex-wrap">{acts}</div> : null}
    </div>
  );
}
