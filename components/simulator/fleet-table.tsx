import { useLocale, useTranslations } from "next-intl";
import { SimWord } from "@/components/hubs/sim-word";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import type { SimPower } from "@/lib/domain/sim-status";
import { formatAge } from "@/lib/i18n/format";
import type { FleetHub } from "./fleet-hub";
import { ChannelWords, ConnectionWord, PowerWords } from "./hub-words";

/** The simulated hubs: a table on wide screens, cards on narrow ones. */
export function FleetTable({ hubs }: { hubs: readonly FleetHub[] }) {
  const t = useTranslations("simulator.table");
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("hub"), t("connection"), t("power"), t("sim"), t("wanted"), t("reported"), numberHead(t("faults"))]}
      isCards
      isDense
    >
      <tbody>
        {hubs.map((hub) => (
          <FleetRow key={hub.hubId} hub={hub} />
        ))}
      </tbody>
    </DataTable>
  );
}

function FleetRow({ hub }: { hub: FleetHub }) {
  const t = useTranslations("simulator");
  const locale = useLocale();
  const sim = hub.slots.find(({ isActiveSlot }) => isActiveSlot) ?? hub.slots[0];
  const power = (status: SimPower | null | undefined) => (status ? t(status === "ENABLED" ? "on" : "off") : "–");
  return (
    <tr>
      <td>
        <NavLink className="name" href={`/admin/hubs/${hub.hubId}`}>
          {hub.name}
        </NavLink>
        <small>
          <span className="mono">{hub.hubId}</span>, {hub.companyName}
        </small>
      </td>
      <td>
        <ConnectionWord hub={hub} />
        <small>
          <ChannelWords hub={hub} />
        </small>
      </td>
      <td className="desk nowrap">
        <PowerWords hub={hub} />
      </td>
      <td className="full max-sm:ps-0">{sim ? <SimWord sim={sim} /> : "–"}</td>
      <td className="desk nowrap">{power(sim?.desiredStatus)}</td>
      <td className="desk nowrap">
        {power(sim?.reportedStatus)}
        {sim?.reportedAt ? <small>{formatAge(sim.reportedAt, hub.now, locale)}</small> : null}
      </td>
      <td className={hub.faults > 0 ? "r full max-sm:ps-0 max-sm:font-sans" : "desk r"}>
        {hub.faults > 0 ? (
          <span className="row justify-end max-sm:justify-start">
            <Icon name="alert" isSmall />
            <span className="phone">{t("table.faults")}</span> {hub.faults}
          </span>
        ) : (
          "–"
        )}
      </td>
    </tr>
  );
}
