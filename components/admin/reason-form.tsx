import type { ReactNode } from "react";
import { FormHead } from "@/components/forms/form-head";
import type { ActionForm, FormTexts } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  form: ActionForm;
  texts: FormTexts;
  hidden: Record<string, string | number>;
  labels: { reason: string; reasonHint: string; save: string };
  /** The way back without the act, where there is one. */
  cancel?: { href: string; label: string };
  /** The act's own fields. */
  children?: ReactNode;
};

/** A form of the platform's admin: fields of the act, and the reason that each demands. Source: PRODUCT J16. */
export function ReasonForm({ form, texts, hidden, labels, cancel, children }: Props) {
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      {children}
      <Field
        id="reason"
        name="reason"
        label={labels.reason}
        hint={labels.reasonHint}
        maxLength={200}
        {...form.field("reason")}
      />
      <div className="flex flex-wrap gap-3">
        {cancel ? <ButtonLink href={cancel.href}>{cancel.label}</ButtonLink> : null}
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.save}
        </SubmitButton>
      </div>
    </form>
  );
}
