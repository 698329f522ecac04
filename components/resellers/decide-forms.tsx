"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { approveRequestAction, declineRequestAction } from "@/lib/server/actions/resellers";

type Hidden = { companySlug: string; submissionId: string; requestId: string };
type ApproveLabel = "number" | "numberHint" | "trial" | "trialHint" | "fee" | "feeHint" | "approve";

/** Approves a request, with the reseller's own number for the dealer and the terms between the two. */
export function ApproveForm(props: { texts: FormTexts; labels: Record<ApproveLabel, string>; hidden: Hidden }) {
  const { texts, labels, hidden } = props;
  const form = useActionForm(approveRequestAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="dealerNumber"
        name="dealerNumber"
        label={labels.number}
        hint={labels.numberHint}
        maxLength={20}
        {...form.field("dealerNumber")}
      />
      <Field
        id="trialDays"
        name="trialDays"
        label={labels.trial}
        hint={labels.trialHint}
        inputMode="numeric"
        {...form.field("trialDays", "0")}
      />
      <Field
        id="dealerFee"
        name="dealerFee"
        label={labels.fee}
        hint={labels.feeHint}
        inputMode="decimal"
        {...form.field("dealerFee")}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.approve}
      </SubmitButton>
    </form>
  );
}

type DeclineProps = { texts: FormTexts; labels: Record<"reason" | "reasonHint" | "decline", string>; hidden: Hidden };

/** Declines a request; the dealer reads the reason. */
export function DeclineForm({ texts, labels, hidden }: DeclineProps) {
  const form = useActionForm(declineRequestAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="reason"
        name="reason"
        label={labels.reason}
        hint={labels.reasonHint}
        maxLength={500}
        {...form.field("reason")}
      />
      <SubmitButton look="danger" busyLabel={texts.busy} isPending={form.isPending}>
        {labels.decline}
      </SubmitButton>
    </form>
  );
}
