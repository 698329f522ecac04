import { getLocale, getTranslations } from "next-intl/server";
import type { CardView } from "@/components/packages/consequence-card";
import { formatInstant, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { ForeseenStart } from "@/lib/server/queries/foresee-start";
import type { ConsequenceView, PackagePanel } from "@/lib/server/queries/package-panel";
import { featureLine, rulerWords } from "./panel-texts";

/**
 * Puts an activation that is only planned into words. Until then
 * nothing runs, and nobody pays for any month before the one it falls into.
 */
export async function plannedCardView(
  panel: PackagePanel,
  card: ConsequenceView,
  { startsAt, month, ruler }: ForeseenStart,
): Promise<CardView> {
  const t = await getTranslations("packages.card");
  const words = await getTranslations("packages.ruler");
  const locale = await getLocale();
  const { zone } = card;
  const { now, ownZone } = panel.viewer;
  const instant = (iso: string, timeZone: string) => formatInstant(iso, { locale, timeZone });
  const isElsewhere = startsAt !== null && ownZone !== zone;
  return {
    tone: "on",
    ruler,
    rulerLabel: startsAt ? words("startsOn", { instant: instant(startsAt, zone) }) : words("planned"),
    rulerWords: await rulerWords(ruler, now, zone),
    lines: [
      {
        icon: "cal",
        label: t("starts"),
        text: startsAt ? instant(startsAt, zone) : t("onceOnline"),
        ...(isElsewhere ? { note: t("yourTime", { instant: instant(startsAt, ownZone) }) } : {}),
      },
      { icon: "pay", label: t("pays"), text: await plannedPayText(card, month) },
      await featureLine(card),
      { icon: "undo", label: t("back"), text: t("backPlanned") },
    ],
  };
}

async function plannedPayText(card: ConsequenceView, month: ForeseenStart["month"]) {
  const { payerName: payer, fee } = card;
  const t = await getTranslations("packages.card");
  const locale = await getLocale();
  const since = month ? t("paysFrom", { payer, month: formatMonth(month, locale) }) : t("paysOnceOnline", { payer });
  const amount = fee ? t("feeIs", { fee: formatMoney(fee.minor, fee.currency, locale) }) : t("feeAgreed", { payer });
  return [since, amount, ...(await chargedTexts(card, month))].join(" ");
}

/** What is charged for the present month already counts if the start falls into it, which nobody can say of one without a day. */
async function chargedTexts(
  { isMonthChargedAlready, otherPayers, ruler }: ConsequenceView,
  start: ForeseenStart["month"],
) {
  const t = await getTranslations("packages.card");
  if (start && start !== ruler.month) return [];
  const month = formatMonth(ruler.month, await getLocale());
  const others = otherPayers.join(", ");
  return [
    ...(isMonthChargedAlready ? [start ? t("willOnce", { month }) : t("willPayOnce", { month })] : []),
    ...(others ? [start ? t("others", { others }) : t("willOthers", { month, others })] : []),
  ];
}
