import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Nothing } from "@/components/ui/nothing";
import type { SortHead } from "@/components/ui/sort-link";

/** One dealer of the list. Texts come formatted in the reader's language and the reseller's zone. */
export type DealerLine = {
  id: string;
  href: string;
  name: string;
  place: string;
  number: string | null;
  accounts: { n: number; href: string };
  since: string;
  /** The last month of an ending connection, or the day a closed one ended; null while it is open. */
  end: string | null;
};

type Props = {
  lines: readonly DealerLine[];
  state: "connected" | "live" | "ending" | "ended";
  sorts: { name: SortHead; number: SortHead; accounts: SortHead; since: SortHead };
  city: string;
};

/** A reseller's dealers of one state: a table on wide screens, cards on narrow ones. */
export function DealerTable({ lines, state, sorts, city }: Props) {
  const t = useTranslations("portal.dealers");
  return (
    <DataTable
      caption={t(`caption.${state}`)}
      heads={[
        { label: t("dealer"), sort: sorts.name },
        { label: t("number"), sort: sorts.number },
        { label: t("since", { zone: city }), sort: sorts.since },
        state === "ending" || state === "ended" ? t(`end.${state}`, { zone: city }) : null,
        state === "ended" ? null : { label: t("accounts"), sort: sorts.accounts, isNumber: true },
      ]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <DealerRow key={line.id} line={line} state={state} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function DealerRow({ line, state, city }: { line: DealerLine } & Pick<Props, "state" | "city">) {
  const t = useTranslations("portal.dealers");
  return (
    <tr>
      <td>
        <NavLink className="name" href={line.href}>
          {line.name}
        </NavLink>
        <small>
          {line.place}
          {line.number ? <span className="phone mono"> · {line.number}</span> : null}
        </small>
      </td>
      <td className="desk mono">{line.number ?? <Nothing />}</td>
      <td className="desk num nowrap">{line.since}</td>
      {state === "ending" || state === "ended" ? (
        <td className="full num max-sm:ps-0">
          <span className="phone">{t(`endShort.${state}`)} </span>
          {line.end ?? <Nothing />}
          {line.end ? <span className="phone"> {city}</span> : null}
        </td>
      ) : null}
      {state === "ended" ? null : (
        <td className="r fee">
          {line.accounts.n === 0 ? (
            <span className="muted">–</span>
          ) : (
            <NavLink
              className="relative z-1"
              href={line.accounts.href}
              aria-label={t("accountsOf", { dealer: line.name, n: line.accounts.n })}
            >
              {t("figure", { n: line.accounts.n })}
              <span className="phone"> {t("live")}</span>
            </NavLink>
          )}
        </td>
      )}
    </tr>
  );
}
