import { useTranslations } from "next-intl";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { StatementTag } from "./statement-tag";

/** One month of the payment history. Texts come formatted in the reader's language and the reseller's zone. */
export type MonthLine = {
  month: string;
  href: string;
  name: string;
  reference: string | null;
  status: "OPEN" | "CLOSED" | "PAID";
  accounts: string;
  dealers: string;
  dealerFee: string;
  fee: string;
  /** When it was closed, or after which instant it can be. */
  closes: string;
  paid: string | null;
};

/** A reseller's statements by month: a table on wide screens, cards on narrow ones. */
export function MonthTable({ lines, city }: { lines: readonly MonthLine[]; city: string }) {
  const t = useTranslations("statements.history");
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        t("month"),
        t("state"),
        t("closed", { zone: city }),
        numberHead(t("dealers")),
        numberHead(t("accounts")),
        numberHead(t("dealerFees")),
        numberHead(t("fee")),
      ]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <MonthRow key={line.month} line={line} city={city} />
        ))}
      </tbody>
    </DataTable>
  );
}

function MonthRow({ line, city }: { line: MonthLine; city: string }) {
  const t = useTranslations("statements.history");
  return (
    <tr>
      <td>
        <NavLink className="name" href={line.href}>
          {line.name}
        </NavLink>
        {line.reference ? <small className="mono">{line.reference}</small> : null}
      </td>
      <td className="full max-sm:ps-0">
        <StatementTag status={line.status} />
      </td>
      <td className="full num max-sm:ps-0">
        <span className="nowrap">
          {line.status === "OPEN" ? t("closesAfter", { instant: line.closes }) : line.closes}
          <span className="phone"> {city}</span>
        </span>
        {line.paid ? <small>{t("paid", { instant: line.paid })}</small> : null}
      </td>
      <td className="desk r">{line.dealers}</td>
      <td className="desk r">{line.accounts}</td>
      <td className="desk r">{line.dealerFee}</td>
      <td className="r fee">
        {line.fee}
        {line.status === "OPEN" ? <small className="font-sans">{t("soFar")}</small> : null}
      </td>
    </tr>
  );
}
