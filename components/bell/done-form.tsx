"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { finishAllAction, finishNoticeAction } from "@/lib/server/actions/notifications";

/** Says that what a line is about was dealt with; `spoken` names the line for those who do not see it. */
export function DoneForm({
  noticeId,
  label,
  spoken,
  texts,
}: {
  noticeId: string;
  label: string;
  spoken: string;
  texts: FormTexts;
}) {
  const form = useActionForm(finishNoticeAction, texts);
  return (
    <form action={form.submit} aria-label={spoken}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ noticeId }} />
      <SubmitButton look="plain" icon="ok" isSmall isPending={form.isPending} busyLabel={texts.busy}>
        {label}
      </SubmitButton>
    </form>
  );
}

/** Empties the reader's own list. */
export function AllDoneForm({ label, texts }: { label: string; texts: FormTexts }) {
  const form = useActionForm(finishAllAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <SubmitButton look="plain" isPending={form.isPending} busyLabel={texts.busy}>
        {label}
      </SubmitButton>
    </form>
  );
}
