"use client";

import type { ComponentProps } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink, type ButtonLook } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/action-state";

/** One line to fill in; its name is its id. */
export type FieldSpec = Pick<ComponentProps<typeof Field>, "label" | "hint" | "type" | "autoComplete" | "inputMode"> & {
  name: string;
  initial?: string;
};

type Props = {
  action: (state: ActionState, form: FormData) => Promise<ActionState>;
  texts: FormTexts;
  fields?: FieldSpec[];
  hidden?: Record<string, string>;
  submit: { label: string; look?: ButtonLook; isWide?: boolean };
  cancel?: { href: string; label: string };
};

/** A short form of an account: some lines, one button, and a way back. */
export function FieldsForm({ action, texts, fields = [], hidden = {}, submit, cancel }: Props) {
  const form = useActionForm(action, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      {fields.map(({ name, initial, ...field }) => (
        <Field key={name} id={name} name={name} {...field} {...form.field(name, initial)} />
      ))}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look={submit.look} isWide={submit.isWide} busyLabel={texts.busy} isPending={form.isPending}>
          {submit.label}
        </SubmitButton>
        {cancel ? <ButtonLink href={cancel.href}>{cancel.label}</ButtonLink> : null}
      </div>
    </form>
  );
}
