import { useTranslations } from "next-intl";
import { NavLink } from "@/components/ui/nav-link";

/** A hub whose services end. Texts come formatted; the end is told in the zone whose month ends. */
export type UpcomingLine = {
  id: string;
  hubName: string;
  objectName: string;
  hubId: string;
  href: string;
  ends: string;
  endsIso: string;
  setBy: string;
  setAt: string | null;
  reason: string;
  resellerName: string;
  installerName: string | null;
  act: { label: string; href: string };
};

/** Hubs whose services end, the next end first, each with its way back: a table on wide screens, cards on narrow ones. */
export function UpcomingTable({ lines, city }: { lines: readonly UpcomingLine[]; city: string }) {
  const t = useTranslations("dashboard.upcoming");
  return (
    <div className="scroll">
      <table className="t cards">
        <caption className="sr">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("hub")}</th>
            <th scope="col">{t("hubId")}</th>
            <th scope="col">{t("ends")}</th>
            <th scope="col">{t("setBy", { zone: city })}</th>
            <th scope="col">{t("reason")}</th>
            <th scope="col">{t("billedTo")}</th>
            <th scope="col">{t("installer")}</th>
            <th scope="col" className="r">
              <span className="sr">{t("act")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <UpcomingRow key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UpcomingRow({ line }: { line: UpcomingLine }) {
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
        <time dateTime={line.endsIso}>{line.ends}</time>
      </td>
      <td className="full max-sm:ps-0">
        {line.setBy}
        {line.setAt ? <small className="num">{line.setAt}</small> : null}
      </td>
      <td className="full max-sm:ps-0">{line.reason}</td>
      <td className="desk nowrap">{line.resellerName}</td>
      <td className="desk nowrap">{line.installerName ?? <span className="muted">–</span>}</td>
      <td className="act r">
        <NavLink className="btn sm relative z-1" href={line.act.href} aria-label={`${line.act.label}, ${line.hubName}`}>
          {line.act.label}
        </NavLink>
      </td>
    </tr>
  );
}
