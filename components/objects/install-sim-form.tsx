"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { NavLink } from "@/components/ui/nav-link";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { installSimAction } from "@/lib/server/actions/objects";

type Props = {
  texts: FormTexts;
  labels: Record<"slot" | "iccid" | "iccidHint" | "submit" | "cancel", string>;
  slots: SelectOption[];
  hidden: { companySlug: string; submissionId: string; objectId: string; hubId: string };
  cancelHref: string;
};

/** A SIM for a free slot, by the number printed on it. */
export function InstallSimForm({ texts, labels, slots, hidden, cancelHref }: Props) {
  const form = useActionForm(installSimAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <SelectField id="slot" name="slot" label={labels.slot} options={slots} {...form.field("slot")} />
      <Field
        id="iccid"
        name="iccid"
        label={labels.iccid}
        hint={labels.iccidHint}
        className="mono"
        inputMode="numeric"
        autoComplete="off"
        {...form.field("iccid")}
      />
      <div className="row">
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
        <NavLink className="btn" href={cancelHref}>
          {labels.cancel}
        </NavLink>
      </div>
    </form>
  );
}
