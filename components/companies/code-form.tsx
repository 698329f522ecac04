"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendCodeAgainAction, verifyCompanyCodeAction } from "@/lib/server/actions/companies";

type Props = {
  name: string;
  email: string;
  labels: { code: string; codeHint: string; next: string; back: string; again: string; sent: string };
  texts: FormTexts;
  backHref: string;
};

/** Third step of a new company: the six digits that were mailed to its address, or a new mail. */
export function CodeForm({ name, email, labels, texts, backHref }: Props) {
  const form = useActionForm(verifyCompanyCodeAction, texts);
  const again = useActionForm(sendCodeAgainAction, texts);
  return (
    <>
      <form action={form.submit} noValidate>
        <FormHead form={form} texts={texts} />
        <HiddenFields values={{ email }} />
        <Field
          id="code"
          name="code"
          label={labels.code}
          hint={labels.codeHint}
          error={form.field("code").error}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={11}
          className="max-w-48"
        />
        <div className="flex flex-wrap gap-3">
          <ButtonLink href={backHref}>{labels.back}</ButtonLink>
          <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
            {labels.next}
          </SubmitButton>
        </div>
      </form>
      <form action={again.submit} className="mt-6">
        {again.message ? <FormMessage>{again.message}</FormMessage> : null}
        {again.state?.ok ? <FormMessage tone="on">{labels.sent}</FormMessage> : null}
        <HiddenFields values={{ email, name }} />
        <SubmitButton look="quiet" busyLabel={texts.busy} isPending={again.isPending}>
          {labels.again}
        </SubmitButton>
      </form>
    </>
  );
}
