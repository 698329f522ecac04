"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { DealerTermsFields, type DealerTermsLabel } from "@/components/resellers/dealer-terms-fields";
import { ButtonLink } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { changeDealerTermsAction } from "@/lib/server/actions/resellers";

type Label = DealerTermsLabel | "submit" | "cancel";

type Props = {
  texts: FormTexts;
  labels: Record<Label, string>;
  initial: { dealerNumber: string; trialDays: string; dealerFee: string };
  hidden: { companySlug: string; submissionId: string; connectionId: string; version: number };
  cancelHref: string;
};

/** Changes a reseller's number for a dealer, and what the two agreed; the hints say from when each holds. */
export function TermsForm({ texts, labels, initial, hidden, cancelHref }: Props) {
  const form = useActionForm(changeDealerTermsAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <DealerTermsFields form={form} labels={labels} initial={initial} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={cancelHref}>{labels.cancel}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
