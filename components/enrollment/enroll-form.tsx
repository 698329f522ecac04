"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SubmitButton } from "@/components/ui/submit-button";
import { enrollCompanyAction } from "@/lib/server/actions/companies";

type FieldName =
  | "contactName"
  | "contactEmail"
  | "contactPhone"
  | "legalName"
  | "taxNumber"
  | "billingAddress"
  | "expectedHubs";

type Props = {
  initial: Partial<Record<FieldName, string>>;
  labels: Record<
    FieldName | "contact" | "legal" | "phoneHint" | "expectedHint" | "terms" | "submit" | "cancel",
    string
  >;
  texts: FormTexts;
  hidden: Record<string, string>;
  /** The version of the terms that is shown and accepted. */
  termsVersion: string;
  cancelHref: string;
};

/** Makes a company a dealer. What the portal knows of it is filled in already. */
export function EnrollForm({ initial, labels, texts, hidden, termsVersion, cancelHref }: Props) {
  const form = useActionForm(enrollCompanyAction, texts);
  const field = (name: FieldName) => ({ id: name, name, label: labels[name], ...form.field(name, initial[name]) });
  const terms = form.field("termsVersion");
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <fieldset>
        <legend className="text-lg font-semibold mb-4">{labels.contact}</legend>
        <Field {...field("contactName")} autoComplete="name" maxLength={100} />
        <Field {...field("contactEmail")} type="email" autoComplete="email" />
        <Field {...field("contactPhone")} type="tel" hint={labels.phoneHint} autoComplete="tel" maxLength={30} />
      </fieldset>
      <fieldset>
        <legend className="text-lg font-semibold mb-4">{labels.legal}</legend>
        <Field {...field("legalName")} autoComplete="organization" maxLength={100} />
        <Field {...field("taxNumber")} maxLength={40} />
        <Field {...field("billingAddress")} autoComplete="street-address" maxLength={200} />
        <Field
          {...field("expectedHubs")}
          hint={labels.expectedHint}
          inputMode="numeric"
          maxLength={6}
          className="max-w-48"
        />
      </fieldset>
      <div className={terms.error ? "bad mb-5" : "mb-5"}>
        {terms.error ? (
          <p className="err" id="termsVersion-error">
            <Icon name="octa" />
            {terms.error}
          </p>
        ) : null}
        <label className="check">
          <input
            className="tick"
            type="checkbox"
            id="termsVersion"
            name="termsVersion"
            value={termsVersion}
            defaultChecked={terms.defaultValue === termsVersion}
            aria-invalid={terms.error ? true : undefined}
            aria-describedby={terms.error ? "termsVersion-error" : undefined}
          />
          <span>{labels.terms}</span>
        </label>
      </div>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={cancelHref}>{labels.cancel}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
