import { useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Nothing } from "@/components/ui/nothing";
import type { SimPower, SimReading, SimSlot, SlotWord } from "@/lib/domain/sim-status";
import { formatAge, formatGroups } from "@/lib/i18n/format";
import { SimWord } from "./sim-word";

/** One SIM card of the list. `hubHref` is null for one that sits in no hub. */
export type SimTableRow = {
  iccid: string;
  word: SlotWord;
  reading: SimReading | null;
  hubHref: string | null;
  hubName: string | null;
  objectName: string | null;
  slot: SimSlot | null;
  desiredStatus: SimPower | null;
  reportedStatus: SimPower | null;
  reportedAt: string | null;
  billedTo: string | null;
};

/** The list of SIM cards: a table on wide screens, cards on narrow ones. `now` is the company's. */
export function SimTable({ rows, now }: { rows: readonly SimTableRow[]; now: string }) {
  const t = useTranslations("hubs.inventory.table");
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("hub"), t("iccid"), t("state"), t("wanted"), t("reported"), t("billedTo")]}
      isCards
      isDense
    >
      <tbody>
        {rows.map((row) => (
          <SimTableLine key={row.iccid} row={row} now={now} />
        ))}
      </tbody>
    </DataTable>
  );
}

function SimTableLine({ row, now }: { row: SimTableRow; now: string }) {
  const t = useTranslations("hubs");
  const locale = useLocale();
  const power = (status: SimPower | null) => (status ? t(status === "ENABLED" ? "sim.on" : "sim.off") : null);
  const reported = power(row.reportedStatus);
  return (
    <tr>
      <td>
        {row.hubHref && row.slot ? (
          <>
            <NavLink className="name" href={row.hubHref}>
              {row.hubName}
            </NavLink>
            <small>
              {row.objectName}, {t("sim.slot", { slot: row.slot })}
            </small>
          </>
        ) : (
          <span className="muted">{t("inventory.noHub")}</span>
        )}
        <small className="phone mono">{formatGroups(row.iccid)}</small>
      </td>
      <td className="desk">
        <span className="mono nowrap">{formatGroups(row.iccid)}</span>
      </td>
      <td>
        <SimWord sim={row} />
      </td>
      <td className="desk nowrap">{power(row.desiredStatus) ?? <Nothing />}</td>
      <td className="desk nowrap">
        {reported ?? <Nothing />}
        {reported && row.reportedAt ? <small>{formatAge(row.reportedAt, now, locale)}</small> : null}
      </td>
      <td className={row.billedTo ? "full nowrap max-sm:ps-0" : "desk nowrap"}>
        {row.billedTo ? (
          <span className="row">
            <Icon name="star" isSmall />
            {row.billedTo}
          </span>
        ) : (
          <Nothing />
        )}
      </td>
    </tr>
  );
}
