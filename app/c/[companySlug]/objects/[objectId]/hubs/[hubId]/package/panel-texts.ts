import { getLocale, getTranslations } from "next-intl/server";
import type { CardLine, CardView } from "@/components/packages/consequence-card";
import type { RulerWords } from "@/components/packages/month-ruler";
import { formatDay, formatInstant, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { ConsequenceView, PackagePanel } from "@/lib/server/queries/package-panel";

type Ruler = PackagePanel["ruler"];

/** Short words on a ruler, in its own zone. */
export async function rulerWords(ruler: Ruler, now: string, timeZone: string): Promise<RulerWords> {
  const locale = await getLocale();
  const day = (date: string) => formatDay(`${date}T00:00Z`, { locale, timeZone: "UTC" });
  const today = formatDay(now, { locale, timeZone });
  const end = ruler.ticks.find(({ at }) => Math.abs(at - ruler.monthEnd) < 1e-6);
  return { now: today, first: day(ruler.ticks[0]?.date ?? ""), end: end ? day(end.date) : "" };
}

/** Says the ruler of the hub's services in a sentence. */
export async function rulerSentence({ status, service, ruler }: PackagePanel): Promise<string> {
  const t = await getTranslations("packages.ruler");
  const locale = await getLocale();
  if (status === "INACTIVE") return t("off");
  if (!service.endsAt) return t("runs", { month: formatMonth(ruler.month, locale) });
  return t("ends", { instant: formatInstant(service.endsAt, { locale, timeZone: service.billingZone }) });
}

/** Puts a foreseen act into words: when, who pays, what stops, the way back, each instant in company and viewer zone. */
export async function cardView(panel: PackagePanel, card: ConsequenceView): Promise<CardView> {
  const t = await getTranslations("packages.card");
  const locale = await getLocale();
  const instant = (iso: string) => formatInstant(iso, { locale, timeZone: card.zone });
  const lines: CardLine[] = [
    await whenLine(panel, card),
    { icon: "pay", label: t("pays"), text: await payText(card, locale) },
    await featureLine(card),
    { icon: "undo", label: t("back"), text: await backText(card) },
  ];
  const ruler = await getTranslations("packages.ruler");
  const labels = {
    activate: ruler("starts"),
    resume: ruler("runs", { month: formatMonth(card.ruler.month, locale) }),
    deactivate: ruler("ends", { instant: card.runsUntil ? instant(card.runsUntil) : "" }),
    stopNow: ruler("off"),
  };
  const tones = { activate: "on", resume: "on", deactivate: "ends", stopNow: "bad" } as const;
  return {
    tone: tones[card.verb],
    ruler: card.ruler,
    rulerLabel: labels[card.verb],
    rulerWords: await rulerWords(card.ruler, panel.viewer.now, card.zone),
    lines,
  };
}

async function whenLine(panel: PackagePanel, card: ConsequenceView): Promise<CardLine> {
  const t = await getTranslations("packages.card");
  const locale = await getLocale();
  const reader = { locale, timeZone: card.zone };
  const yours = (iso: string) =>
    panel.viewer.ownZone === card.zone
      ? undefined
      : t("yourTime", { instant: formatInstant(iso, { locale, timeZone: panel.viewer.ownZone }) });
  if (card.startsAt) {
    const text = t("now", { instant: formatInstant(card.startsAt, reader) });
    return { icon: "cal", label: t("starts"), text, note: yours(card.startsAt) };
  }
  if (card.runsUntil) {
    return { icon: "cal", label: t("runs"), text: formatInstant(card.runsUntil, reader), note: yours(card.runsUntil) };
  }
  if (card.offAt) {
    const text = t("now", { instant: formatInstant(card.offAt, reader) });
    return { icon: "cal", label: t("off"), text, note: yours(card.offAt) };
  }
  return { icon: "cal", label: t("runs"), text: t("noEnd") };
}

async function payText(card: ConsequenceView, locale: string): Promise<string> {
  const t = await getTranslations("packages.card");
  const month = formatMonth(card.ruler.month, locale);
  const payer = card.payerName;
  const parts = [
    card.fee
      ? t("paysFee", { payer, month, fee: formatMoney(card.fee.minor, card.fee.currency, locale) })
      : t("paysAgreed", { payer, month }),
    card.verb === "stopNow" ? t("noCredit") : null,
    card.isMonthChargedAlready && card.verb === "activate" ? t("already") : null,
    card.otherPayers.length > 0 ? t("others", { others: card.otherPayers.join(", ") }) : null,
  ];
  return parts.filter(Boolean).join(" ");
}

export async function featureLine(card: ConsequenceView): Promise<CardLine> {
  const t = await getTranslations("packages.card");
  const offers = await getTranslations("offers.features");
  const names = card.features.map((feature) => (offers.has(feature) ? offers(feature) : feature));
  const labels = { activate: t("gets"), resume: t("keeps"), deactivate: t("stops"), stopNow: t("stops") };
  return { icon: "cut", label: labels[card.verb], text: `${names.join(", ")}.` };
}

async function backText(card: ConsequenceView): Promise<string> {
  const t = await getTranslations("packages.card");
  return { DEACTIVATE: t("backDeactivate"), RESUME: t("backResume"), ACTIVATE_AGAIN: t("backAgain") }[card.wayBack];
}
