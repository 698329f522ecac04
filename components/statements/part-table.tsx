import { useTranslations } from "next-intl";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";

/** A dealer's part of a statement. Figures come formatted. */
export type PartLine = {
  companyId: string;
  name: string;
  number: string | null;
  /** Leads to the dealer's lines. */
  href: string;
  accounts: string;
  onTrial: string;
  corrections: string;
  dealerFee: string;
  fee: string;
};

export type PartTotals = Omit<PartLine, "companyId" | "name" | "number" | "href">;

/** The dealers of a statement and its totals: a table on wide screens, cards on narrow ones. */
export function PartTable({ lines, totals }: { lines: readonly PartLine[]; totals: PartTotals }) {
  const t = useTranslations("statements.parts");
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        t("dealer"),
        t("number"),
        ...(["accounts", "onTrial", "corrections", "dealerFee", "fee"] as const).map((figure) => numberHead(t(figure))),
      ]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <tr key={line.companyId}>
            <td>
              <NavLink className="name" href={line.href}>
                {line.name}
              </NavLink>
              {line.number ? <small className="phone mono">{line.number}</small> : null}
            </td>
            <td className="desk mono">{line.number ?? <span className="muted">–</span>}</td>
            <Figures figures={line} />
          </tr>
        ))}
      </tbody>
      <tfoot className="desk">
        <tr>
          <th scope="row">{t("total")}</th>
          <td className="desk" />
          <Figures figures={totals} />
        </tr>
      </tfoot>
    </DataTable>
  );
}

function Figures({ figures }: { figures: PartTotals }) {
  const t = useTranslations("statements.parts");
  return (
    <>
      <td className="full max-sm:ps-0 sm:text-end">
        <span className="phone">{t("accounts")}: </span>
        {figures.accounts}
      </td>
      <td className="desk r">{figures.onTrial}</td>
      <td className="desk r">{figures.corrections}</td>
      <td className="desk r">{figures.dealerFee}</td>
      <td className="r fee">{figures.fee}</td>
    </>
  );
}
