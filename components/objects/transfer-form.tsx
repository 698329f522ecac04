"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { transferHubAction } from "@/lib/server/actions/objects";

type Props = {
  texts: FormTexts;
  labels: { submit: string; cancel: string };
  hidden: { companySlug: string; submissionId: string; objectId: string; hubId: string; toHubId: string };
  cancelHref: string;
};

/** The start of a transfer between two hubs that are settled. */
export function TransferForm({ texts, labels, hidden, cancelHref }: Props) {
  const form = useActionForm(transferHubAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
