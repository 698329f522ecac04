"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import { rerunRolloverAction } from "@/lib/server/actions/demo-clock";

type Props = {
  runId: string;
  texts: { button: string; hint: string; done: string; busy: string; fault: string };
  sentences: Sentences;
};

/** Runs one month rollover again. */
export function RerunForm({ runId, texts, sentences }: Props) {
  const [state, submit, isPending] = useActionState(rerunRolloverAction, null);
  const message = sentenceOf(state, sentences, texts.fault);
  return (
    <form action={submit}>
      <HiddenFields values={{ runId }} />
      {message ? <FormMessage>{message}</FormMessage> : null}
      {state?.ok ? <FormMessage tone="on">{texts.done}</FormMessage> : null}
      <SubmitButton look="plain" busyLabel={texts.busy} isPending={isPending}>
        {texts.button}
      </SubmitButton>
      <p className="muted mt-2">{texts.hint}</p>
    </form>
  );
}
