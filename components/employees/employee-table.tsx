import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { NavLink } from "@/components/ui/nav-link";
import { Nothing } from "@/components/ui/nothing";
import { Tag } from "@/components/ui/tag";
import type { EmployeeRole } from "@/lib/domain/roles";

/** One line of the list. `until` comes formatted in the reader's language and the company's zone. */
export type EmployeeTableRow = {
  id: string;
  href: string;
  /** Null for an offer, which has an address only. */
  name: string | null;
  email: string;
  role: EmployeeRole;
  state: "ACTIVE" | "INVITED" | "WAITING";
  until: string | null;
  /** What the reader can do here at once; null for nothing. */
  acts: ReactNode;
};

/** Who works in a company and who was asked: a table on wide screens, cards on narrow ones. */
export function EmployeeTable({ rows, hasActs }: { rows: readonly EmployeeTableRow[]; hasActs: boolean }) {
  const t = useTranslations("employees.table");
  const states = useTranslations("employees");
  const roles = useTranslations("roles");
  return (
    <DataTable
      caption={t("caption")}
      heads={[t("person"), t("email"), t("role"), t("state"), hasActs ? t("acts") : null]}
      isCards
    >
      <tbody>
        {rows.map((row) => (
          <EmployeeLine
            key={row.id}
            row={row}
            hasActs={hasActs}
            words={{
              role: roles(row.role),
              state: states(`states.${row.state}`),
              until: row.until ? states("until", { instant: row.until }) : null,
            }}
          />
        ))}
      </tbody>
    </DataTable>
  );
}

type LineProps = {
  row: EmployeeTableRow;
  hasActs: boolean;
  words: { role: string; state: string; until: string | null };
};

/** Gets its words ready made: a list is long, and a translator is made for each component that asks for one. */
function EmployeeLine({ row, hasActs, words }: LineProps) {
  return (
    <tr>
      <td>
        <span className="row">
          <Icon name="cap" />
          <span className="min-w-0">
            <NavLink className="name wrap-anywhere" href={row.href}>
              {row.name ?? row.email}
            </NavLink>
            <small className="phone">
              {row.name ? `${row.email} · ` : ""}
              {words.role}
            </small>
          </span>
        </span>
      </td>
      <td className="desk">{row.name ? row.email : <Nothing />}</td>
      <td className="desk nowrap">{words.role}</td>
      <td className={row.state === "ACTIVE" ? undefined : "full"}>
        <Tag {...looks[row.state]}>{words.state}</Tag>
        {words.until ? <small>{words.until}</small> : null}
      </td>
      {hasActs ? <td className={row.acts ? "full" : "desk"}>{row.acts ?? <Nothing />}</td> : null}
    </tr>
  );
}

const looks = {
  ACTIVE: { role: "on", icon: "ok" },
  INVITED: { role: "way", icon: "clock" },
  WAITING: { role: "neutral", icon: "cap" },
} as const;

/** A person's standing in the company, by icon and word. */
export function StateTag({ state }: { state: EmployeeTableRow["state"] }) {
  const t = useTranslations("employees.states");
  return <Tag {...looks[state]}>{t(state)}</Tag>;
}
