"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Copyable } from "@/components/ui/copyable";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Note } from "@/components/ui/note";
import { SelectField, type SelectOption } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { createKeyAction } from "@/lib/server/actions/integrations";

export type KeyFormLabels = {
  name: string;
  nameHint: string;
  kind: string;
  rights: string;
  rightsHint: string;
  life: string;
  submit: string;
  once: string;
  copy: string;
  copied: string;
  gone: string;
};

type Props = {
  texts: FormTexts;
  labels: KeyFormLabels;
  kinds: SelectOption[];
  rights: SelectOption[];
  lives: SelectOption[];
  hidden: { companySlug: string; submissionId: string };
};

/** Makes a key, and shows it this once: it is in no page that is drawn again. */
export function KeyForm({ texts, labels, kinds, rights, lives, hidden }: Props) {
  const form = useActionForm(createKeyAction, texts);
  const { state } = form;
  return (
    <div className="stack mt-4">
      {state?.ok ? <NewKey token={state.receipt.token} labels={labels} /> : null}
      <form action={form.submit} noValidate className="max-w-form">
        <FormHead form={form} texts={texts} />
        <HiddenFields values={hidden} />
        <Field
          id="name"
          name="name"
          label={labels.name}
          hint={labels.nameHint}
          autoComplete="off"
          maxLength={60}
          {...form.field("name")}
        />
        <SelectField id="kind" name="kind" label={labels.kind} options={kinds} {...form.field("kind", "API_KEY")} />
        <SelectField
          id="rights"
          name="rights"
          label={labels.rights}
          hint={labels.rightsHint}
          options={rights}
          {...form.field("rights", "COMMAND")}
        />
        <SelectField id="life" name="life" label={labels.life} options={lives} {...form.field("life", "NEVER")} />
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </form>
    </div>
  );
}

/** A form sent twice made one key, whose secret went with the first answer. */
function NewKey({ token, labels }: { token: string | number | undefined; labels: KeyFormLabels }) {
  if (token === undefined) return <Note kind="warning">{labels.gone}</Note>;
  return (
    <Note kind="done" isAlert>
      <p>{labels.once}</p>
      <p className="wrap-anywhere">
        <Copyable text={String(token)} label={labels.copy} copiedLabel={labels.copied} />
      </p>
    </Note>
  );
}
