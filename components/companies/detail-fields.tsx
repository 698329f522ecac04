"use client";

import type { ActionForm } from "@/components/forms/use-action-form";
import { Choice, ChoiceSet } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import type { CompanyKind } from "@/lib/domain/company-kind";

export type Details = { name: string; kind: CompanyKind; registrationNumber: string; taxNumber: string };
export type DetailLabels = {
  name: string;
  kind: string;
  kinds: { value: CompanyKind; label: string; hint: string }[];
  registrationNumber: string;
  taxNumber: string;
  taxHint: string;
};

type Props = { form: ActionForm; initial: Partial<Details>; labels: DetailLabels };

/** What a company is: shared by the wizard and by the profile. */
export function DetailFields({ form, initial, labels }: Props) {
  const kind = form.field("kind", initial.kind);
  return (
    <>
      <Field
        id="name"
        name="name"
        label={labels.name}
        autoComplete="organization"
        maxLength={100}
        {...form.field("name", initial.name)}
      />
      <ChoiceSet id="kind" legend={labels.kind} error={kind.error}>
        {labels.kinds.map(({ value, label, hint }) => (
          <Choice
            key={value}
            name="kind"
            value={value}
            title={label}
            about={hint}
            defaultChecked={kind.defaultValue === value}
          />
        ))}
      </ChoiceSet>
      <Field
        id="registrationNumber"
        name="registrationNumber"
        label={labels.registrationNumber}
        maxLength={40}
        {...form.field("registrationNumber", initial.registrationNumber)}
      />
      <Field
        id="taxNumber"
        name="taxNumber"
        label={labels.taxNumber}
        hint={labels.taxHint}
        maxLength={40}
        {...form.field("taxNumber", initial.taxNumber)}
      />
    </>
  );
}
