import { useTranslations } from "next-intl";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";

/** One line of a statement. Texts come formatted in the reader's language, days in the line's zone. */
export type AccountLine = {
  id: string;
  hubNumber: string;
  /** Leads to what made the line; null where the reader has no page about it. */
  href: string | null;
  dealer: string;
  period: string;
  days: string;
  policy: string;
  /** Set for a correction: which month it corrects, and why. */
  correction: { title: string; reason: string } | null;
  dealerFee: string;
  /** Null where the reader may not see it. */
  fee: string | null;
};

type Props = { lines: readonly AccountLine[]; hasFee: boolean; dealerHead: string };

/** A page of a statement's accounts: a table on wide screens, cards on narrow ones. */
export function LineTable({ lines, hasFee, dealerHead }: Props) {
  const t = useTranslations("statements.lines");
  return (
    <DataTable
      caption={t("caption")}
      heads={[
        t("hub"),
        dealerHead,
        t("period"),
        t("days"),
        t(hasFee ? "policy" : "policyAlone"),
        numberHead(t("dealerFee")),
        hasFee ? numberHead(t("fee")) : null,
      ]}
      isCards
    >
      <tbody>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} />
        ))}
      </tbody>
    </DataTable>
  );
}

function LineRow({ line }: { line: AccountLine }) {
  const { correction } = line;
  return (
    <tr>
      <td>
        {line.href ? (
          <NavLink className="name mono" href={line.href}>
            {line.hubNumber}
          </NavLink>
        ) : (
          <b className="mono">{line.hubNumber}</b>
        )}
        <small className="phone">{line.dealer}</small>
      </td>
      <td className="desk">{line.dealer}</td>
      {correction ? (
        <td className="full max-sm:ps-0" colSpan={3}>
          <b>{correction.title}</b>
          <small>{correction.reason}</small>
        </td>
      ) : (
        <>
          <td className="full num max-sm:ps-0">{line.period}</td>
          <td className="full num max-sm:ps-0">{line.days}</td>
          <td className="desk">{line.policy}</td>
        </>
      )}
      <td className={line.fee === null ? "r fee" : "desk r"}>{line.dealerFee}</td>
      {line.fee === null ? null : <td className="r fee">{line.fee}</td>}
    </tr>
  );
}
