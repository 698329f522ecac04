import { getLocale, getTranslations } from "next-intl/server";
import { DayStrip } from "@/components/statements/day-strip";
import { Panel } from "@/components/ui/panel";
import { formatCity, formatMoney, formatMonth } from "@/lib/i18n/format";
import type { LineProof, ProofPage } from "@/lib/server/queries/statement-proof";

type Props = { page: ProofPage; proof: LineProof };

/** One line: its days, the rule that was applied to them, and what is owed. */
export async function LinePanel({ page, proof }: Props) {
  const t = await getTranslations("statements.proof");
  const offers = await getTranslations("offers");
  const { line } = proof;
  const locale = await getLocale();
  const money = (minor: number) => formatMoney(minor, page.head.currency, locale);
  const offer = offers.has(`${line.offerCode}.name`) ? offers(`${line.offerCode}.name`) : line.offerCode;
  const isCorrection = line.kind === "CORRECTION";
  const title = isCorrection ? t("correction", { month: formatMonth(line.month, locale) }) : offer;
  return (
    <Panel id={`line-${line.id}`} title={title} fact={t("zone", { zone: formatCity(line.zone) })}>
      {isCorrection ? null : <Days proof={proof} />}
      <dl className="kv mt-4">
        <dt>{isCorrection ? t("reason") : t("rule")}</dt>
        <dd>{isCorrection ? line.reason : await ruleOf(page, proof)}</dd>
        <dt>{t("fee")}</dt>
        <dd>
          <b>{money(line.feeMinor)}</b>
        </dd>
        <dt>{t("dealerFee")}</dt>
        <dd>{line.dealerFeeMinor === null ? t("agreedOutside") : money(line.dealerFeeMinor)}</dd>
      </dl>
    </Panel>
  );
}

async function Days({ proof: { line, marks } }: { proof: LineProof }) {
  const t = await getTranslations("statements.proof.days");
  const sentence = t("sentence", { live: line.liveDays, free: line.trialDays, billed: line.billedDays });
  return <DayStrip marks={marks} sentence={sentence} />;
}

/** The billing rule in words, with the values the line keeps. */
async function ruleOf({ head }: ProofPage, { line, marks }: LineProof): Promise<string> {
  const t = await getTranslations("statements.proof.rules");
  const price = formatMoney(line.priceMinor, head.currency, await getLocale());
  if (line.billedDays === 0) return t("free");
  if (line.policy === "FULL_MONTH") return t("fullMonth", { price });
  return t("daily", { price, billed: line.billedDays, days: marks.length });
}
