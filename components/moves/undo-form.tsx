"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { cancelChangeAction, withdrawMoveAction } from "@/lib/server/actions/moves";
import { cancelStartAction } from "@/lib/server/actions/packages";

const actions = { request: withdrawMoveAction, change: cancelChangeAction, start: cancelStartAction };

type Props = {
  /** A whole request, one hub's change, or a planned activation from the hub's own page. */
  act: keyof typeof actions;
  label: string;
  /** The label with what it is about, for a list of such buttons. */
  spoken: string;
  texts: FormTexts;
  hidden: Record<string, string>;
};

/** Takes a planned change back with one press; a refusal is told beside it. */
export function UndoForm({ act, label, spoken, texts, hidden }: Props) {
  const form = useActionForm(actions[act], texts);
  return (
    <form action={form.submit} className="relative z-1">
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SubmitButton look="plain" isSmall busyLabel={texts.busy} isPending={form.isPending} label={spoken}>
        {label}
      </SubmitButton>
    </form>
  );
}
