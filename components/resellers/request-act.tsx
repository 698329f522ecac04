"use client";

import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
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
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} />;
}
