import { useTranslations } from "next-intl";
import { simLook } from "@/components/hubs/sim-look";
import { SimWord } from "@/components/hubs/sim-word";
import { TileTag } from "@/components/packages/service-tile";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Nothing } from "@/components/ui/nothing";
import { SortableHead, type SortHead } from "@/components/ui/sort-head";
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
    <div className="scroll">
      <table className="t cards" data-density="compact">
        <caption className="sr">{t("caption")}</caption>
        <thead>
          <tr>
            <SortableHead label={t("hub")} sort={sorts.name} />
            <SortableHead label={t("object")} sort={sorts.object} />
            <th scope="col">{t("hubId")}</th>
            <th scope="col">{t("services")}</th>
            <SortableHead label={t("ends", { zone: city })} sort={sorts.ends} />
            <th scope="col">{t("billedTo")}</th>
            <th scope="col">{t("sim")}</th>
            <th scope="col">{t("installer")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <HubTableLine key={row.hubId} row={row} city={city} />
          ))}
        </tbody>
      </table>
    </div>
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
