"use client";

import { FormHead } from "@/components/forms/form-head";
import type { FormTexts } from "@/components/forms/use-action-form";
import { useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { resendInvitationAction, revokeInvitationAction } from "@/lib/server/actions/employees";

type Label = "resend" | "revoke" | "resendFor" | "revokeFor";

type Props = {
  texts: FormTexts;
  /** The words of the buttons, and what each says to a reader who hears it out of its row. */
  labels: Record<Label, string>;
  hidden: { companySlug: string; submissionId: string; invitationId: string; version: number };
};

/** What the owner can do with an open offer: mail it again, or take it back. */
export function InvitationActs({ texts, labels, hidden }: Props) {
  const resend = useActionForm(resendInvitationAction, texts);
  const revoke = useActionForm(revokeInvitationAction, texts);
  return (
    <>
      <FormHead form={resend} texts={texts} />
      <FormHead form={revoke} texts={texts} />
      <div className="row">
        <form action={resend.submit} aria-label={labels.resendFor}>
          <HiddenFields values={hidden} />
          <SubmitButton look="plain" isSmall busyLabel={texts.busy} isPending={resend.isPending}>
            {labels.resend}
          </SubmitButton>
        </form>
        <form action={revoke.submit} aria-label={labels.revokeFor}>
          <HiddenFields values={hidden} />
          <SubmitButton look="danger" isSmall busyLabel={texts.busy} isPending={revoke.isPending}>
            {labels.revoke}
          </SubmitButton>
        </form>
      </div>
    </>
  );
}
