"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { assignObjectAction } from "@/lib/server/actions/assignments";

type Props = {
  texts: FormTexts;
  labels: Record<"to" | "hint" | "submit" | "cancel", string>;
  people: SelectOption[];
  /** The employee it is assigned to now, or empty. */
  current: string;
  hidden: { companySlug: string; submissionId: string; objectId: string };
  cancelHref: string;
};

/** Whom an object is assigned to, one of the company's people or nobody. */
export function AssignForm({ texts, labels, people, current, hidden, cancelHref }: Props) {
  const form = useActionForm(assignObjectAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SelectField
        id="employeeId"
        name="employeeId"
        label={labels.to}
        hint={labels.hint}
        options={people}
        {...form.field("employeeId", current)}
      />
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
