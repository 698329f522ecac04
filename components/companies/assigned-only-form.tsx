"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { setAssignedOnlyAction } from "@/lib/server/actions/assignments";

type Props = { texts: FormTexts; label: string; hidden: Record<string, string> };

/** Switches with one press whether installers reach assigned objects only. */
export function AssignedOnlyForm({ texts, label, hidden }: Props) {
  const form = useActionForm(setAssignedOnlyAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton look="plain" busyLabel={texts.busy} isPending={form.isPending}>
        {label}
      </SubmitButton>
    </form>
  );
}
