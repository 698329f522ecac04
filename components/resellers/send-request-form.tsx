"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { inviteResellerAction, requestConnectionAction } from "@/lib/server/actions/resellers";

type Labels = Record<"message" | "messageHint" | "send", string>;
type Hidden = { companySlug: string; submissionId: string };

type Props = {
  texts: FormTexts;
  labels: Labels;
  /** Whom the request is for: the reseller chosen from the list, or an address. */
  hidden: Hidden & ({ resellerId: string } | { email: string });
};

/** Sends a request to the reseller, or the address, whose details stand above. */
export function SendRequestForm({ texts, labels, hidden }: Props) {
  const form = useActionForm("email" in hidden ? inviteResellerAction : requestConnectionAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <TextArea
        id="message"
        name="message"
        label={labels.message}
        hint={labels.messageHint}
        maxLength={1_000}
        rows={3}
        {...form.field("message")}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.send}
      </SubmitButton>
    </form>
  );
}
