"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CompanySide } from "@/lib/domain/roles";
import { setAsideAsDealerAction, setAsideAsResellerAction } from "@/lib/server/actions/connections";

const actions = { dealer: setAsideAsDealerAction, reseller: setAsideAsResellerAction };

type Props = {
  side: CompanySide;
  label: string;
  texts: FormTexts;
  hidden: Record<string, string | number>;
};

/** Sets a manager's proposal aside with one press. */
export function SetAsideForm({ side, label, texts, hidden }: Props) {
  const form = useActionForm(actions[side], texts);
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
