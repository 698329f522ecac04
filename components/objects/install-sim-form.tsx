"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
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
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
