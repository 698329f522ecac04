"use client";

import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { endEverySessionAction, endSessionAction } from "@/lib/server/actions/account-security";

type Props = {
  /** Null ends every sign-in. */
  sessionId: string | null;
  /** What is read out: which sign-in this ends. */
  name: string;
  texts: FormTexts;
  children: string;
};

/** Ends one sign-in, or all of them. */
export function EndSessionButton({ sessionId, name, texts, children }: Props) {
  const { submit, isPending, message } = useActionForm(
    sessionId ? endSessionAction : endEverySessionAction,
    texts,
    name,
  );
  return (
    <form action={submit}>
      {message ? <FormMessage>{message}</FormMessage> : null}
      <HiddenFields values={{ sessionId }} />
      <SubmitButton look="danger" isSmall busyLabel={texts.busy} isPending={isPending}>
        <span aria-hidden="true">{children}</span>
        <span className="sr">{name}</span>
      </SubmitButton>
    </form>
  );
}
