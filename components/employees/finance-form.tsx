"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { grantFinanceAction } from "@/lib/server/actions/employees";
import { type MovedRights, type MovedRightsLabel, RightsMoved } from "./rights-moved";

type Props = {
  texts: FormTexts;
  labels: Record<"submit" | MovedRightsLabel, string>;
  moved: MovedRights;
  hidden: Record<string, string | number>;
};

/** Gives a manager the sight of money, or takes it back, with the rights that this moves above the button. */
export function FinanceForm({ texts, labels, moved, hidden }: Props) {
  const form = useActionForm(grantFinanceAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <RightsMoved labels={labels} moved={moved} />
      <div className="mt-4">
        <SubmitButton look="plain" busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
