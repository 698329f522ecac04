import { useTranslations } from "next-intl";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Panel } from "@/components/ui/panel";

/** A figure and the list of the hubs it counts; without an address it is told only. */
export type Figure = { count: number; href: string | null };

export type ShareColumn = { key: string; label: string };
export type ShareRow = { key: string; name: string; figures: Record<string, Figure> };

type Props = {
  id: string;
  title: string;
  fact: string;
  head: string;
  none: string;
  columns: readonly ShareColumn[];
  rows: readonly ShareRow[];
};

/** Hubs shared out by who is billed or who installed them; each figure leads to its hubs. */
export function ShareTable({ id, title, fact, head, none, columns, rows }: Props) {
  const t = useTranslations("dashboard");
  return (
    <Panel id={id} title={title} fact={fact} isPadded={false}>
      {rows.length === 0 ? (
        <p className="pad muted">{none}</p>
      ) : (
        <DataTable
          caption={t("caption", { title, fact })}
          heads={[head, ...columns.map(({ label }) => numberHead(label))]}
        >
          <tbody>
            {rows.map(({ key, name, figures }) => (
              <tr key={key}>
                <th scope="row" className="bg-transparent font-medium text-sm text-text">
                  {name}
                </th>
                {columns.map((column) => (
                  <td key={column.key} className="r">
                    <FigureLink figure={figures[column.key]} label={`${name}, ${column.label}`} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

function FigureLink({ figure, label }: { figure: Figure | undefined; label: string }) {
  const t = useTranslations("dashboard");
  if (!figure || figure.count === 0) return <span className="muted">–</span>;
  if (!figure.href) return t("figure", { n: figure.count });
  return (
    <NavLink href={figure.href} aria-label={t("figureOf", { label, n: figure.count })}>
      {t("figure", { n: figure.count })}
    </NavLink>
  );
}
