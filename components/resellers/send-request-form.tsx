"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { requestConnectionAction } from "@/lib/server/actions/resellers";

type Props = {
  texts: FormTexts;
  labels: { message: string; messageHint: string; send: string };
  hidden: { companySlug: string; submissionId: string; resellerId: string };
};

/** Sends a request to the reseller whose details stand above. */
export function SendRequestForm({ texts, labels, hidden }: Props) {
  const form = useActionForm(requestConnectionAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="message"
        name="message"
        label={labels.message}
        hint={labels.messageHint}
        maxLength={1_000}
        {...form.field("message")}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.send}
      </SubmitButton>
    </form>
  );
}
