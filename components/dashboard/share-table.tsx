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

/**
 * Hubs shared out by who is billed or who installed them; each figure leads to its hubs. On phones each row is a card
 * with a line for each figure that is there.
 */
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
          isCards
        >
          <tbody>
            {rows.map(({ key, name, figures }) => (
              <tr key={key}>
                <th scope="row" className="full bg-transparent font-medium text-sm text-text max-sm:ps-0">
                  {name}
                </th>
                {columns.map((column) => (
                  <FigureCell key={column.key} figure={figures[column.key]} name={name} word={column.label} />
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

type CellProps = { figure: Figure | undefined; name: string; word: string };

/** A figure beside its word on phones, where a figure of nothing is left out; under its head elsewhere. */
function FigureCell({ figure, name, word }: CellProps) {
  const isNothing = !figure || figure.count === 0;
  return (
    <td className={isNothing ? "desk r" : "full r max-sm:ps-0"}>
      <span className="max-sm:flex max-sm:items-center max-sm:justify-between">
        <span className="phone muted font-sans" aria-hidden={figure?.href ? true : undefined}>
          {word}
        </span>
        <FigureLink figure={figure} label={`${name}, ${word}`} />
      </span>
    </td>
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
