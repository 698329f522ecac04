import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";

/** A hub's change that is still to come. Texts come formatted; its instant is told in the zone whose month it is. */
export type UpcomingLine = {
  id: string;
  hubName: string;
  objectName: string;
  hubId: string;
  href: string;
  what: string;
  at: string;
  /** Null where it has no instant yet. */
  atIso: string | null;
  setBy: string;
  setAt: string | null;
  reason: string;
  billedTo: string;
  installerName: string | null;
  /** The way back, or where to it. */
  act: ReactNode;
};

/** What is still to come, the next change first, each with its way back: a table on wide screens, cards on narrow ones. */
export function UpcomingTable({ lines, city }: { lines: readonly UpcomingLine[]; city: string }) {
  const t = useTranslations("dashboard.upcoming");
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        t("hub"),
        t("hubId"),
        t("change"),
        t("setBy", { zone: city }),
        t("reason"),
        t("billedTo"),
        t("installer"),
        { label: t("act"), isSpoken: true },
      ]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <UpcomingRow key={line.id} line={line} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function UpcomingRow({ line, city }: { line: UpcomingLine; city: string }) {
  return (
    <tr>
      <td>
        <NavLink className="name" href={line.href}>
          {line.hubName}
        </NavLink>
        <small>{line.objectName}</small>
      </td>
      <td className="desk mono">{line.hubId}</td>
      <td className="full num max-sm:ps-0">
        <b>{line.what}</b>
        <small>{line.atIso ? <time dateTime={line.atIso}>{line.at}</time> : line.at}</small>
      </td>
      <td className="full max-sm:ps-0">
        {line.setBy}
        {line.setAt ? (
          <small className="num">
            {line.setAt}
            <span className="phone"> {city}</span>
          </small>
        ) : null}
      </td>
      <td className="full max-sm:ps-0">{line.reason}</td>
      <td className="desk">{line.billedTo}</td>
      <td className="desk nowrap">{line.installerName ?? <span className="muted">–</span>}</td>
      <td className="act r max-sm:row-start-1">{line.act}</td>
    </tr>
  );
}
