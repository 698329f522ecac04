"use client";

import { useActionState } from "react";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { endEverySessionAction, endSessionAction } from "@/lib/server/actions/account-security";

type Props = {
  /** Null ends every sign-in. */
  sessionId: string | null;
  /** What is read out: which sign-in this ends. */
  name: string;
  busy: string;
  children: string;
};

/** Ends one sign-in, or all of them. */
export function EndSessionButton({ sessionId, name, busy, children }: Props) {
  const [, submit, isPending] = useActionState(sessionId ? endSessionAction : endEverySessionAction, null);
  return (
    <form action={submit}>
      <HiddenFields values={{ sessionId }} />
      <SubmitButton look="danger" isSmall busyLabel={busy} isPending={isPending}>
        <span aria-hidden="true">{children}</span>
        <span className="sr">{name}</span>
      </SubmitButton>
    </form>
  );
}
