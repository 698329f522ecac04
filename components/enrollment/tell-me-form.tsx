"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { askForCountryAction } from "@/lib/server/actions/companies";

type Props = { label: string; texts: FormTexts; hidden: Record<string, string> };

/** Asks to hear when the company's country is offered. */
export function TellMeForm({ label, texts, hidden }: Props) {
  const form = useActionForm(askForCountryAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {label}
      </SubmitButton>
    </form>
  );
}
