import { getLocale, getTranslations } from "next-intl/server";
import { PartTable, type PartTotals } from "@/components/statements/part-table";
import { formatMoney, formatNumber } from "@/lib/i18n/format";
import type { StatementPage } from "@/lib/server/queries/statement";
import { dealerFeeText } from "./line-texts";

/** So many dealers a page lists; resellers with more find the rest in the files. */
const shownParts = 200;

type Counted = { accounts: number; onTrial: number; corrections: number; dealerFeeMinor: number; feeMinor: number };

/** The statement's dealers with their parts of it, and the totals. */
export async function PartsPanel({ page: { head, parts }, here }: { page: StatementPage; here: string }) {
  const t = await getTranslations("statements.parts");
  const locale = await getLocale();
  const figuresOf = (counted: Counted): PartTotals => ({
    accounts: formatNumber(counted.accounts, locale),
    onTrial: formatNumber(counted.onTrial, locale),
    corrections: formatNumber(counted.corrections, locale),
    dealerFee: dealerFeeText(counted.dealerFeeMinor, head.currency, locale),
    fee: formatMoney(counted.feeMinor, head.currency, locale),
  });
  const lines = parts.slice(0, shownParts).map((part) => ({
    companyId: part.companyId,
    name: part.name,
    number: part.dealerNumber,
    href: `${here}?view=accounts&dealer=${part.companyId}`,
    ...figuresOf(part),
  }));
  return (
    <>
      <PartTable lines={lines} totals={figuresOf(head)} />
      {parts.length > shownParts ? <p className="pad muted">{t("more", { n: parts.length - shownParts })}</p> : null}
    </>
  );
}
