"use client";

import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { recordCorrectionAction } from "@/lib/server/actions/payments";
import { ReasonForm } from "./reason-form";

type Props = {
  place: { resellerId: string; month: string };
  labels: Record<"hub" | "amount" | "amountHint" | "reason" | "reasonHint" | "save" | "cancel", string>;
  texts: FormTexts;
};

/** Corrects an account of a closed month by a line of the next statement. */
export function CorrectionForm({ place, labels, texts }: Props) {
  const form = useActionForm(recordCorrectionAction, texts);
  const cancel = { href: "/admin/payments", label: labels.cancel };
  return (
    <ReasonForm form={form} texts={texts} hidden={place} labels={labels} cancel={cancel}>
      <Field id="hub" name="hub" label={labels.hub} maxLength={40} autoComplete="off" {...form.field("hub")} />
      <Field
        id="amount"
        name="amount"
        label={labels.amount}
        hint={labels.amountHint}
        maxLength={12}
        {...form.field("amount")}
      />
    </ReasonForm>
  );
}
