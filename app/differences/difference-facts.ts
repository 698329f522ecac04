import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney, formatNumber } from "@/lib/i18n/format";
import type { Differences } from "@/lib/server/queries/differences";

type Disagreement = Pick<Differences["items"][number], "data" | "currency">;

/** What records can say, in the order it is told. */
const facts = [
  "billedFee",
  "fee",
  "billedDays",
  "days",
  "lines",
  "stated",
  "summed",
  "state",
  "history",
  "iccid",
] as const;

const money = new Set<string>(["billedFee", "fee", "stated", "summed"]);

/** Says in the reader's words what each of two records holds: fees as money, states as the activity log names them. */
export async function differenceFacts({ data, currency }: Disagreement): Promise<string[]> {
  const t = await getTranslations("statements.differences.facts");
  const words = await getTranslations("activity.values");
  const locale = await getLocale();
  const toText = (name: string, value: string | number | null): string => {
    if (value === null) return t("nothing");
    if (typeof value === "string") return words.has(value) ? words(value) : value;
    return money.has(name) && currency ? formatMoney(value, currency, locale) : formatNumber(value, locale);
  };
  return facts.flatMap((name) => {
    const value = data[name];
    return value === undefined ? [] : [t(name, { value: toText(name, value), n: Number(value ?? 0) })];
  });
}
