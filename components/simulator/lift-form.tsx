"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { sentenceOf } from "@/lib/i18n/sentence";
import { liftFaultAction } from "@/lib/server/actions/simulator";
import type { FormWords } from "./press-form";

type Props = FormWords & {
  hubId: string;
  faultId: string;
  /** Names the fault in the button's label, where several stand below each other. */
  words: { lift: string; liftThis: string };
};

/** Lifts one standing fault by one button. */
export function LiftForm({ hubId, faultId, words, texts, sentences }: Props) {
  const [state, submit, isPending] = useActionState(liftFaultAction, null);
  const isRefused = state?.ok && !["DONE", "UNCHANGED"].includes(String(state.receipt.answer));
  const message = isRefused
    ? (texts.answers[String(state.receipt.answer)] ?? texts.fault)
    : sentenceOf(state, sentences, texts.fault);
  return (
    <form action={submit}>
      <HiddenFields values={{ hubId, faultId }} />
      {message ? <FormMessage>{message}</FormMessage> : null}
      <SubmitButton look="plain" isSmall busyLabel={texts.busy} isPending={isPending} label={words.liftThis}>
        {words.lift}
      </SubmitButton>
    </form>
  );
}
