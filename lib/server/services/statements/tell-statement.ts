import { toDate } from "@/lib/clock";
import type { BillingMonth } from "@/lib/domain/billing-month";
import { formatMoney, formatMonth } from "@/lib/i18n/format";
import type { Transaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { listOfficeReaders } from "@/lib/server/store/outbox-events";
import type { ClosingReseller } from "@/lib/server/store/statement-closing";

type Closed = {
  month: BillingMonth;
  reference: string;
  accounts: number;
  corrections: number;
  feeMinor: number;
  at: Temporal.Instant;
};

/** Mails a closed month to the reseller's owner and managers who want it; one without any line is worth no mail. */
export async function tellStatement(tx: Transaction, reseller: ClosingReseller, closed: Closed): Promise<void> {
  if (closed.accounts + closed.corrections === 0) return;
  for (const { email, locale, accountId } of await listOfficeReaders(tx, [reseller.companyId])) {
    await postMail(tx, {
      template: "statement-closed",
      to: email,
      locale,
      data: {
        company: reseller.companyName,
        month: formatMonth(closed.month, locale ?? "en"),
        reference: closed.reference,
        n: closed.accounts,
        fee: formatMoney(closed.feeMinor, reseller.currency, locale ?? "en"),
        linkPath: `/r/${reseller.slug}/statements/${closed.month}`,
      },
      companyId: reseller.companyId,
      accountId,
      at: toDate(closed.at),
    });
  }
}
