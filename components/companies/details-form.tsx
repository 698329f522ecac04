"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { keepDetailsAction } from "@/lib/server/actions/companies";
import { DetailFields, type DetailLabels, type Details } from "./detail-fields";

type Props = { initial: Partial<Details>; labels: DetailLabels & { next: string }; texts: FormTexts };

/** First step of a new company: name, kind, registration and tax number. */
export function DetailsForm({ initial, labels, texts }: Props) {
  const form = useActionForm(keepDetailsAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <DetailFields form={form} initial={initial} labels={labels} />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.next}
      </SubmitButton>
    </form>
  );
}
