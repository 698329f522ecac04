"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { createCompanyAction } from "@/lib/server/actions/companies";

type Props = {
  values: Record<string, string | null>;
  submissionId: string;
  labels: { create: string; back: string };
  texts: FormTexts;
  backHref: string;
};

/** Last step of a new company: makes it, once however often it is pressed. */
export function CreateForm({ values, submissionId, labels, texts, backHref }: Props) {
  const form = useActionForm(createCompanyAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ ...values, submissionId }} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={backHref}>{labels.back}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.create}
        </SubmitButton>
      </div>
    </form>
  );
}
