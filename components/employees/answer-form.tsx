"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { acceptInvitationAction, declineInvitationAction } from "@/lib/server/actions/employees";

type Props = { texts: FormTexts; labels: { accept: string; decline: string }; reference: string };

/** The two answers to an invitation. */
export function AnswerForm({ texts, labels, reference }: Props) {
  const accept = useActionForm(acceptInvitationAction, texts);
  const decline = useActionForm(declineInvitationAction, texts);
  return (
    <>
      <FormHead form={accept} texts={texts} />
      <FormHead form={decline} texts={texts} />
      <div className="row">
        <form action={accept.submit}>
          <HiddenFields values={{ ref: reference }} />
          <SubmitButton busyLabel={texts.busy} isPending={accept.isPending}>
            {labels.accept}
          </SubmitButton>
        </form>
        <form action={decline.submit}>
          <HiddenFields values={{ ref: reference }} />
          <SubmitButton look="plain" busyLabel={texts.busy} isPending={decline.isPending}>
            {labels.decline}
          </SubmitButton>
        </form>
      </div>
    </>
  );
}
