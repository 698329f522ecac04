"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { registerAction } from "@/lib/server/actions/accounts";

type Label =
  | "firstName"
  | "lastName"
  | "email"
  | "password"
  | "passwordHint"
  | "country"
  | "language"
  | "terms"
  | "submit";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  countries: SelectOption[];
  languages: SelectOption[];
  locale: string;
};

/** Creates a PRO account. The time zone is the browser's; nobody has to choose it. */
export function RegisterForm({ texts, labels, countries, languages, locale }: Props) {
  const form = useActionForm(registerAction, texts);
  const submit = (data: FormData) => {
    data.set("timeZone", Intl.DateTimeFormat().resolvedOptions().timeZone);
    form.submit(data);
  };
  const terms = form.field("terms");
  return (
    <form action={submit} noValidate>
      <FormHead form={form} texts={texts} />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <Field
          id="firstName"
          name="firstName"
          label={labels.firstName}
          autoComplete="given-name"
          {...form.field("firstName")}
        />
        <Field
          id="lastName"
          name="lastName"
          label={labels.lastName}
          autoComplete="family-name"
          {...form.field("lastName")}
        />
      </div>
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        autoComplete="username"
        {...form.field("email")}
      />
      <Field
        id="password"
        name="password"
        type="password"
        label={labels.password}
        hint={labels.passwordHint}
        autoComplete="new-password"
        {...form.field("password")}
      />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <SelectField
          key={form.state?.ok === false ? form.state.values?.country : ""}
          id="country"
          name="country"
          label={labels.country}
          options={countries}
          {...form.field("country")}
        />
        <SelectField
          key={locale}
          id="locale"
          name="locale"
          label={labels.language}
          options={languages}
          {...form.field("locale", locale)}
        />
      </div>
      <div className={terms.error ? "field bad" : "mb-5"}>
        {terms.error ? (
          <p className="err" id="terms-error">
            <Icon name="octa" />
            {terms.error}
          </p>
        ) : null}
        <label className="check flex font-normal">
          <input
            className="tick"
            type="checkbox"
            id="terms"
            name="terms"
            aria-describedby={terms.error ? "terms-error" : undefined}
            aria-invalid={terms.error ? true : undefined}
            defaultChecked={terms.defaultValue === "on"}
          />
          {labels.terms}
        </label>
      </div>
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending} isWide>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
