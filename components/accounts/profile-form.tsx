"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateProfileAction } from "@/lib/server/actions/account-security";

type Props = {
  texts: FormTexts;
  labels: Record<"name" | "language" | "zone" | "submit", string>;
  profile: { name: string; locale: string; timeZone: string };
  languages: SelectOption[];
  zones: SelectOption[];
};

/** How the person is called, and the language and zone of pages and mails. */
export function ProfileForm({ texts, labels, profile, languages, zones }: Props) {
  const form = useActionForm(updateProfileAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <Field id="name" name="name" label={labels.name} autoComplete="name" {...form.field("name", profile.name)} />
      <SelectField
        id="locale"
        name="locale"
        label={labels.language}
        options={languages}
        {...form.field("locale", profile.locale)}
      />
      <SelectField
        id="timeZone"
        name="timeZone"
        label={labels.zone}
        options={zones}
        {...form.field("timeZone", profile.timeZone)}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
