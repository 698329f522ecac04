import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { StatementTag } from "@/components/statements/statement-tag";
import { DataTable, numberHead } from "@/components/ui/data-table";
import { formatMoney, formatMonth, formatNumber } from "@/lib/i18n/format";
import type { AdminStatement } from "@/lib/server/queries/admin-statements";

/** Closed statements with what the platform can do about each. */
export async function StatementTable({ statements }: { statements: readonly AdminStatement[] }) {
  const t = await getTranslations("statements.payments");
  const history = await getTranslations("statements.history");
  return (
    <DataTable
      caption={t("title")}
      heads={[
        t("reseller"),
        history("month"),
        history("state"),
        numberHead(history("accounts")),
        numberHead(history("fee")),
        { label: t("acts"), isSpoken: true },
      ]}
    >
      <tbody>
        {statements.map((statement) => (
          <StatementRow key={statement.id} statement={statement} />
        ))}
      </tbody>
    </DataTable>
  );
}

async function StatementRow({ statement }: { statement: AdminStatement }) {
  const t = await getTranslations("statements.payments");
  const locale = await getLocale();
  const { id, resellerName: reseller, reference, status, accounts, feeMinor, currency } = statement;
  const month = formatMonth(statement.month, locale);
  return (
    <tr>
      <td>
        <b>{reseller}</b>
      </td>
      <td>
        {month}
        <small>{reference}</small>
      </td>
      <td>
        <StatementTag status={status} />
      </td>
      <td className="r">{formatNumber(accounts, locale)}</td>
      <td className="r">{formatMoney(feeMinor, currency, locale)}</td>
      <td>
        <span className="flex flex-wrap gap-3">
          {status === "CLOSED" ? (
            <Link href={`?pay=${id}`} aria-label={t("payOf", { month, reseller })}>
              {t("pay")}
            </Link>
          ) : null}
          <Link href={`?correct=${id}`} aria-label={t("correctOf", { month, reseller })}>
            {t("correct")}
          </Link>
        </span>
      </td>
    </tr>
  );
}
