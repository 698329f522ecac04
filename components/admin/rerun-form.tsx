"use client";

import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { FormMessage } from "@/components/ui/form-message";
import { rerunRolloverAction } from "@/lib/server/actions/demo-clock";
import { ReasonForm } from "./reason-form";

type Props = {
  runId: string;
  labels: { reason: string; reasonHint: string; save: string; hint: string; done: string };
  texts: FormTexts;
};

/** Runs one month rollover again, for a reason that the companies concerned read. */
export function RerunForm({ runId, labels, texts }: Props) {
  const form = useActionForm(rerunRolloverAction, texts);
  return (
    <>
      <p className="muted mb-4">{labels.hint}</p>
      {form.state?.ok ? <FormMessage tone="on">{labels.done}</FormMessage> : null}
      <ReasonForm form={form} texts={texts} hidden={{ runId }} labels={labels} />
    </>
  );
}
