"use client";

import { PressForm } from "@/components/forms/press-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import {
  acceptHubInvitationAction,
  declineHubInvitationAction,
  inviteHubUserAction,
  revokeHubInvitationAction,
} from "@/lib/server/actions/home-users";

const actions = {
  accept: acceptHubInvitationAction,
  decline: declineHubInvitationAction,
  report: inviteHubUserAction,
  revoke: revokeHubInvitationAction,
};

type Props = {
  verb: keyof typeof actions;
  label: string;
  /** The label with what it is about. */
  spoken: string;
  texts: FormTexts;
  hidden: Record<string, string>;
};

/** One act on an invitation, done by a press. */
export function InvitationPress({ verb, label, spoken, texts, hidden }: Props) {
  const form = useActionForm(actions[verb], texts, spoken);
  return <PressForm form={form} texts={texts} hidden={hidden} label={label} spoken={spoken} />;
}
