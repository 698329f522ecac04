"use client";

import type { ActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
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
      <fieldset className={kind.error ? "bad mb-5" : "mb-5"}>
        <legend className="label">{labels.kind}</legend>
        {kind.error ? (
          <p className="err" id="kind-error">
            <Icon name="octa" />
            {kind.error}
          </p>
        ) : null}
        {labels.kinds.map(({ value, label, hint }, index) => (
          <label className="choice" key={value}>
            <input
              className="radio"
              type="radio"
              id={index === 0 ? "kind" : `kind-${value}`}
              name="kind"
              value={value}
              defaultChecked={kind.defaultValue === value}
              aria-describedby={kind.error ? "kind-error" : undefined}
            />
            <span>
              <b>{label}</b>
              <small>{hint}</small>
            </span>
          </label>
        ))}
      </fieldset>
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
