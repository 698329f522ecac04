"use client";

import { useRef } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { useCarriedText } from "@/components/forms/use-carried-text";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { writeToDealerAction, writeToResellerAction } from "@/lib/server/actions/resellers";

type Props = {
  side: "DEALER" | "RESELLER";
  texts: FormTexts;
  labels: Record<"body" | "hint" | "send", string>;
  hidden: { companySlug: string; submissionId: string; requestId: string };
};

/** Writes a line to the other company of a request; the field is empty again once it was sent. */
export function MessageForm({ side, texts, labels, hidden }: Props) {
  const form = useActionForm(side === "DEALER" ? writeToResellerAction : writeToDealerAction, texts);
  const element = useRef<HTMLFormElement>(null);
  useCarriedText(element, `message ${hidden.requestId}`);
  return (
    <form ref={element} action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <TextArea
        id="body"
        name="body"
        label={labels.body}
        hint={labels.hint}
        maxLength={2_000}
        rows={3}
        {...form.field("body")}
      />
      <SubmitButton look="plain" busyLabel={texts.busy} isPending={form.isPending}>
        {labels.send}
      </SubmitButton>
    </form>
  );
}
