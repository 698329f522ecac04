import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";

/** One line of Your Resellers. Texts come formatted in the reader's language and the company's zone. */
export type ResellerLine = {
  id: string;
  name: string;
  /** Null for an address that no reseller uses yet: there is no page about it. */
  href: string | null;
  detail: string | null;
  tag: ReactNode;
  /** When the state began and by whom. */
  since: string | null;
  sent: string;
  sentBy: string;
  /** The end of the wait and how far off it is; null where nothing waits. */
  until: { instant: string; left: string } | null;
  /** What the dealer can do now; null for nothing. */
  act: ReactNode;
};

/** A dealer's resellers, the newest request on top: a table on wide screens, cards on narrow ones. */
export function ResellerTable({ lines, city }: { lines: readonly ResellerLine[]; city: string }) {
  const t = useTranslations("resellers.list");
  return (
    <DataTable
      caption={t("title")}
      heads={[t("reseller"), t("state"), `${t("sent")} (${t("zone", { zone: city })})`, t("until"), t("next")]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Line({ line, city }: { line: ResellerLine; city: string }) {
  const t = useTranslations("resellers.list");
  const { name, href, detail, tag, since, sent, sentBy, until, act } = line;
  return (
    <tr>
      <td className="full max-sm:ps-0 wrap-anywhere">
        {href ? (
          <NavLink className="name" href={href}>
            {name}
          </NavLink>
        ) : (
          <b>{name}</b>
        )}
        {detail ? <small>{detail}</small> : null}
      </td>
      <td className="full max-sm:ps-0">
        {tag}
        {since ? <small>{since}</small> : null}
      </td>
      <td className="full num max-sm:ps-0">
        <span className="phone muted">{t("sent")}: </span>
        <span className="nowrap">
          {sent}
          <span className="phone"> {city}</span>
        </span>
        <small>{t("by", { name: sentBy })}</small>
      </td>
      <td className={until ? "full num max-sm:ps-0" : "desk"}>
        {until ? (
          <>
            <span className="phone muted">{t("until")}: </span>
            <span className="nowrap">
              {until.instant}
              <span className="phone"> {city}</span>
            </span>
            <small>{until.left}</small>
          </>
        ) : (
          <span className="muted">–</span>
        )}
      </td>
      <td className={act ? "full max-sm:ps-0" : "desk"}>{act ?? <span className="muted">–</span>}</td>
    </tr>
  );
}
