"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { addHubAction } from "@/lib/server/actions/objects";

type Label =
  | "hubId"
  | "hubIdHint"
  | "name"
  | "nameHint"
  | "model"
  | "modelHint"
  | "iccid"
  | "iccidHint"
  | "submit"
  | "cancel";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  models: SelectOption[];
  hidden: { companySlug: string; submissionId: string; objectId: string };
  cancelHref: string;
};

/** A hub by the ID under its QR code, with its SIM if that is in already. */
export function AddHubForm({ texts, labels, models, hidden, cancelHref }: Props) {
  const form = useActionForm(addHubAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="hubId"
        name="hubId"
        label={labels.hubId}
        hint={labels.hubIdHint}
        className="mono"
        autoComplete="off"
        autoCapitalize="characters"
        {...form.field("hubId")}
      />
      <Field id="name" name="name" label={labels.name} hint={labels.nameHint} {...form.field("name")} />
      <SelectField
        id="model"
        name="model"
        label={labels.model}
        hint={labels.modelHint}
        options={models}
        {...form.field("model", "HUB_2_PLUS")}
      />
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
