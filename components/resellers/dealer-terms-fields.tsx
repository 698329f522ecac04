import type { ActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";

export type DealerTermsLabel = "number" | "numberHint" | "trial" | "trialHint" | "fee" | "feeHint";

type Props = {
  form: Pick<ActionForm, "field">;
  labels: Record<DealerTermsLabel, string>;
  initial: { dealerNumber: string; trialDays: string; dealerFee: string };
};

/** A reseller's number for a dealer, and what the two agree, when it approves and whenever it changes them. */
export function DealerTermsFields({ form, labels, initial }: Props) {
  return (
    <>
      <Field
        id="dealerNumber"
        name="dealerNumber"
        label={labels.number}
        hint={labels.numberHint}
        maxLength={20}
        autoComplete="off"
        {...form.field("dealerNumber", initial.dealerNumber)}
      />
      <Field
        id="trialDays"
        name="trialDays"
        label={labels.trial}
        hint={labels.trialHint}
        inputMode="numeric"
        autoComplete="off"
        {...form.field("trialDays", initial.trialDays)}
      />
      <Field
        id="dealerFee"
        name="dealerFee"
        label={labels.fee}
        hint={labels.feeHint}
        inputMode="decimal"
        autoComplete="off"
        {...form.field("dealerFee", initial.dealerFee)}
      />
    </>
  );
}
