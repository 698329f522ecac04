"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { approveMoveAction, declineMoveAction } from "@/lib/server/actions/moves";

type Hidden = { companySlug: string; submissionId: string; moveRequestId: string };

/** Agrees to take the hubs of a request over. */
export function ApproveMoveForm({ texts, label, hidden }: { texts: FormTexts; label: string; hidden: Hidden }) {
  const form = useActionForm(approveMoveAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {label}
      </SubmitButton>
    </form>
  );
}

type DeclineProps = { texts: FormTexts; labels: Record<"reason" | "reasonHint" | "decline", string>; hidden: Hidden };

/** Declines to, with a reason the dealer reads. */
export function DeclineMoveForm({ texts, labels, hidden }: DeclineProps) {
  const form = useActionForm(declineMoveAction, texts);
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
