import { useTranslations } from "next-intl";
import type { FleetHub } from "./fleet-hub";
import { ChannelWords, ConnectionWord, PowerWords } from "./hub-words";

/** How a simulated hub is, in words. */
export function HubState({ hub }: { hub: FleetHub }) {
  const t = useTranslations("simulator");
  return (
    <dl className="kv">
      <dt>{t("hub.connection")}</dt>
      <dd>
        <ConnectionWord hub={hub} />
      </dd>
      <dt>{t("hub.channels")}</dt>
      <dd>
        <ChannelWords hub={hub} />
      </dd>
      <dt>{t("hub.power")}</dt>
      <dd>
        <PowerWords hub={hub} />
      </dd>
      <dt>{t("hub.lid")}</dt>
      <dd>{t(hub.isLidClosed ? "hub.lidClosed" : "hub.lidOpen")}</dd>
      <dt>{t("hub.arming")}</dt>
      <dd>
        <ArmingWord state={hub.state} />
      </dd>
      <dt>{t("hub.service")}</dt>
      <dd>{t(hub.isServiceOn ? "hub.serviceOn" : "hub.serviceOff")}</dd>
    </dl>
  );
}

const plain = ["PARTIALLY_ARMED", "DISARMED", "ARMED", "NIGHT_MODE"] as const;

/** A hub with groups carries its night mode in the name of its state. */
function ArmingWord({ state }: { state: string }) {
  const t = useTranslations("simulator.arming");
  const name = plain.find((each) => state.startsWith(each)) ?? "DISARMED";
  return state.endsWith("_NIGHT_MODE_ON") ? t("withNight", { state: t(name) }) : t(name);
}
