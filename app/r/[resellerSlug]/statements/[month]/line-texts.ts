import { getLocale, getTranslations } from "next-intl/server";
import type { AccountLine } from "@/components/statements/line-table";
import { formatDay, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { LineView } from "@/lib/server/queries/statement";

type Place = { currency: string; hrefOf: (line: LineView) => string };

/** Puts lines into the reader's words. The last day shown is the last one with a live instant. */
export async function toAccountLines(lines: readonly LineView[], { currency, hrefOf }: Place): Promise<AccountLine[]> {
  const t = await getTranslations("statements.lines");
  const policies = await getTranslations("statements.policies");
  const locale = await getLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return lines.map((line) => ({
    id: `${line.id}-${line.hubNumber}`,
    hubNumber: line.hubNumber,
    href: hrefOf(line),
    dealer: line.dealerName,
    period: periodOf(line, locale, t),
    days:
      line.trialDays > 0
        ? t("daysText", { live: line.liveDays, free: line.trialDays })
        : t("daysPlain", { live: line.liveDays }),
    policy: t("policyText", { policy: policies(line.policy), price: money(line.priceMinor) }),
    correction:
      line.kind === "CORRECTION"
        ? { title: t("correction", { month: formatMonth(line.month, locale) }), reason: line.reason ?? "" }
        : null,
    dealerFee: line.dealerFeeMinor === null ? "–" : money(line.dealerFeeMinor),
    fee: money(line.feeMinor),
  }));
}

/** What a dealer's accounts bring by the fees set for them; a dash where none is set: then it is agreed outside. */
export function dealerFeeText(minor: number, currency: string, locale: string): string {
  return minor === 0 ? "–" : formatMoney(minor, currency, locale);
}

type Words = Awaited<ReturnType<typeof getTranslations>>;

/** Writes from when to when an account was live in the month, in the zone of its line. */
export function periodOf(
  { fromAt, toAt, zone }: Pick<LineView, "fromAt" | "toAt" | "zone">,
  locale: string,
  t: Words,
): string {
  if (!fromAt) return "–";
  const reader = { locale, timeZone: zone };
  const from = formatDay(fromAt, reader);
  if (!toAt) return t("goesOn", { from });
  const lastInstant = new Date(new Date(toAt).getTime() - 1).toISOString();
  return t("ended", { from, to: formatDay(lastInstant, reader) });
}
