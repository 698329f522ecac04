"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { deleteCompanyAction } from "@/lib/server/actions/companies";

type Props = {
  labels: { name: string; password: string; submit: string; cancel: string };
  texts: FormTexts;
  hidden: Record<string, string>;
  cancelHref: string;
};

/** Deletes a company: its name typed and the owner's password shown again. */
export function DeleteForm({ labels, texts, hidden, cancelHref }: Props) {
  const form = useActionForm(deleteCompanyAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <Field
        id="typedName"
        name="typedName"
        label={labels.name}
        autoComplete="off"
        maxLength={200}
        {...form.field("typedName")}
      />
      <Field
        id="password"
        name="password"
        type="password"
        label={labels.password}
        autoComplete="current-password"
        maxLength={128}
        error={form.field("password").error}
      />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={cancelHref}>{labels.cancel}</ButtonLink>
        <SubmitButton look="danger-solid" busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
