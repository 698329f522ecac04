import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Icon, type IconName } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { type ChangeLine, Changes } from "./changes";

/** One entry of the log. Texts come formatted in the reader's language and the company's zone. */
export type HistoryLine = {
  id: string;
  icon: IconName;
  at: string;
  atIso: string;
  /** Set where the act takes effect at another instant than it was done. */
  effective: string | null;
  who: string;
  channel: string;
  what: string;
  subject: { text: string; detail: string | null; href: string | null };
  changes: ChangeLine[];
  reason: string | null;
};

/** What people and jobs did in a company, newest first: a table on wide screens, cards on narrow ones. */
export function HistoryTable({ lines, city }: { lines: readonly HistoryLine[]; city: string }) {
  const t = useTranslations("activity.table");
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("when", { zone: city }), t("what"), t("subject"), t("who"), t("changes"), t("reason")]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <HistoryRow key={line.id} line={line} />
        ))}
      </tbody>
    </DataTable>
  );
}

function HistoryRow({ line }: { line: HistoryLine }) {
  const { subject } = line;
  return (
    <tr>
      <td className="full num max-sm:ps-0">
        <time dateTime={line.atIso} className="nowrap">
          {line.at}
        </time>
        {line.effective ? <small>{line.effective}</small> : null}
      </td>
      <td className="full max-sm:ps-0">
        <span className="row">
          <Icon name={line.icon} isSmall />
          {line.what}
        </span>
      </td>
      <td className="full max-sm:ps-0">
        {subject.href ? (
          <NavLink className="name" href={subject.href}>
            {subject.text}
          </NavLink>
        ) : (
          subject.text
        )}
        {subject.detail ? <small>{subject.detail}</small> : null}
      </td>
      <td className="full max-sm:ps-0">
        {line.who}
        <small>{line.channel}</small>
      </td>
      <td className="full max-sm:ps-0">
        <Changes changes={line.changes} />
      </td>
      <td className={line.reason ? "full max-sm:ps-0" : "desk"}>{line.reason ?? <span className="muted">–</span>}</td>
    </tr>
  );
}
