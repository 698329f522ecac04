"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  remindResellerAction,
  reopenToDealerAction,
  withdrawInvitationAction,
  withdrawRequestAction,
} from "@/lib/server/actions/resellers";

const actions = {
  withdraw: withdrawRequestAction,
  remind: remindResellerAction,
  reopen: reopenToDealerAction,
  takeBack: withdrawInvitationAction,
} as const;

type Props = {
  /** What is done to a request, or to the invitation that is its forerunner. */
  act: keyof typeof actions;
  label: string;
  /** Whom the request is sent to, or who sent it: a refusal that outlives the button names it. */
  of: string;
  texts: FormTexts;
  hidden: { companySlug: string; submissionId: string } & ({ requestId: string } | { invitationId: string });
};

/** One act on a request that needs no more than a press; a refusal is told beside it. */
export function RequestAct({ act, label, of, texts, hidden }: Props) {
  const form = useActionForm(actions[act], texts, of);
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
