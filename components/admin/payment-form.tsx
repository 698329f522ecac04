"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { recordPaymentAction } from "@/lib/server/actions/payments";

type Props = {
  place: { resellerId: string; month: string };
  labels: { reason: string; reasonHint: string; save: string; cancel: string };
  texts: FormTexts;
};

/** Records that a statement was paid, with how one knows. */
export function PaymentForm({ place, labels, texts }: Props) {
  const form = useActionForm(recordPaymentAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={place} />
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
