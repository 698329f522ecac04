import { useTranslations } from "next-intl";
import { simLook } from "@/components/hubs/sim-look";
import { SimWord } from "@/components/hubs/sim-word";
import { TileTag } from "@/components/packages/service-tile";
import { DataTable } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Nothing } from "@/components/ui/nothing";
import type { SortHead } from "@/components/ui/sort-link";
import type { PackageTile } from "@/lib/domain/package-tile";
import type { SimReading, SlotWord } from "@/lib/domain/sim-status";

/** One hub of the list. Texts come formatted in the reader's language and the company's zone. */
export type HubTableRow = {
  hubId: string;
  name: string;
  objectName: string;
  address: string;
  href: string;
  isOnline: boolean;
  /** How long ago the hub was last seen; null if it is online or never was. */
  seen: string | null;
  tile: PackageTile;
  ends: string | null;
  billedTo: string | null;
  installer: string | null;
  sim: { word: SlotWord; reading: SimReading | null };
};

type Props = {
  rows: readonly HubTableRow[];
  sorts: { name: SortHead; object: SortHead; ends: SortHead };
  city: string;
};

/** The list of hubs: a table on wide screens, cards on narrow ones. */
export function HubTable({ rows, sorts, city }: Props) {
  const t = useTranslations("objects.table");
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        { label: t("hub"), sort: sorts.name },
        { label: t("object"), sort: sorts.object },
        t("hubId"),
        t("services"),
        { label: t("ends", { zone: city }), sort: sorts.ends },
        t("billedTo"),
        t("sim"),
        t("installer"),
      ]}
      isCards
      isDense
    >
      <tbody>
        {rows.map((row) => (
          <HubTableLine key={row.hubId} row={row} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function HubTableLine({ row, city }: { row: HubTableRow; city: string }) {
  const t = useTranslations("objects.table");
  const offline = row.seen ? t("offline", { age: row.seen }) : t("offlineNever");
  return (
    <tr className={row.isOnline ? undefined : "off"}>
      <td>
        <span className="row">
          <Icon name={row.isOnline ? "hub" : "hubx"} className={row.isOnline ? "" : "gone"} />
          <span>
            <NavLink className="name" href={row.href}>
              {row.name}
            </NavLink>
            <small className="phone">{row.objectName}</small>
            {row.isOnline ? null : <small>{offline}</small>}
          </span>
        </span>
      </td>
      <td className="desk">
        <span className="ell">{row.objectName}</span>
        <small className="ell">{row.address}</small>
      </td>
      <td className="desk">
        <span className="mono">{row.hubId}</span>
      </td>
      <td>
        <TileTag tile={row.tile} />
      </td>
      <td className={row.ends ? "full num nowrap" : "desk num nowrap"}>
        {row.ends ? (
          <>
            <span className="phone">{t("endsAt")} </span>
            {row.ends}
            <span className="phone"> {city}</span>
          </>
        ) : (
          <Nothing />
        )}
      </td>
      <td className="desk nowrap">{row.billedTo ?? <Nothing />}</td>
      <td className={simLook(row.sim).isFault ? "full nowrap" : "desk nowrap"}>
        <SimWord sim={row.sim} />
      </td>
      <td className="desk nowrap">{row.installer ?? <Nothing />}</td>
    </tr>
  );
}
