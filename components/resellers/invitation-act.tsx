"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { withdrawInvitationAction } from "@/lib/server/actions/resellers";

type Props = {
  label: string;
  texts: FormTexts;
  hidden: { companySlug: string; submissionId: string; invitationId: string };
};

/** Takes an invitation by email back; a refusal is told beside it. */
export function InvitationAct({ label, texts, hidden }: Props) {
  const form = useActionForm(withdrawInvitationAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton look="plain" isSmall busyLabel={texts.busy} isPending={form.isPending}>
        {label}
      </SubmitButton>
    </form>
  );
}
