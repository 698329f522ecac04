"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { recordCorrectionAction } from "@/lib/server/actions/payments";

type Props = {
  place: { resellerId: string; month: string };
  labels: Record<"hub" | "amount" | "amountHint" | "reason" | "reasonHint" | "save" | "cancel", string>;
  texts: FormTexts;
};

/** Corrects an account of a closed month by a line of the next statement. */
export function CorrectionForm({ place, labels, texts }: Props) {
  const form = useActionForm(recordCorrectionAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={place} />
      <Field id="hub" name="hub" label={labels.hub} maxLength={40} autoComplete="off" {...form.field("hub")} />
      <Field
        id="amount"
        name="amount"
        label={labels.amount}
        hint={labels.amountHint}
        maxLength={12}
        {...form.field("amount")}
      />
      <Field
        id="reason"
        name="reason"
        label={labels.reason}
        hint={labels.reasonHint}
        maxLength={200}
        {...form.field("reason")}
      />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href="/admin/payments">{labels.cancel}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.save}
        </SubmitButton>
      </div>
    </form>
  );
}
