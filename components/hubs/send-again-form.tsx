"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendAgainAction } from "@/lib/server/actions/sims";

type Props = { label: string; texts: FormTexts; hidden: Record<string, string> };

/** Sends the order to a SIM again with one press. */
export function SendAgainForm({ label, texts, hidden }: Props) {
  const form = useActionForm(sendAgainAction, texts);
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
