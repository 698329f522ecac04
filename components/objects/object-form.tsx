"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { createObjectAction } from "@/lib/server/actions/objects";

type Label = "name" | "address" | "addressHint" | "reference" | "referenceHint" | "endUserName" | "submit" | "cancel";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  hidden: { companySlug: string; submissionId: string };
  cancelHref: string;
};

/** A new protected place: name, address, and what helps to find it. */
export function ObjectForm({ texts, labels, hidden, cancelHref }: Props) {
  const form = useActionForm(createObjectAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field id="name" name="name" label={labels.name} maxLength={80} {...form.field("name")} />
      <Field
        id="address"
        name="address"
        label={labels.address}
        hint={labels.addressHint}
        maxLength={160}
        {...form.field("address")}
      />
      <Field
        id="reference"
        name="reference"
        label={labels.reference}
        hint={labels.referenceHint}
        maxLength={40}
        {...form.field("reference")}
      />
      <Field
        id="endUserName"
        name="endUserName"
        label={labels.endUserName}
        maxLength={80}
        {...form.field("endUserName")}
      />
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
