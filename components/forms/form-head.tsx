"use client";

import { ErrorSummary } from "@/components/ui/error-summary";
import { FormMessage } from "@/components/ui/form-message";
import type { ActionForm, FormTexts } from "./use-action-form";

/** What stands over a form after a failure: the summary that leads to the fields, or the sentence of a refusal. */
export function FormHead({ form, texts }: { form: ActionForm; texts: FormTexts }) {
  if (form.problems.length > 0) {
    return (
      <ErrorSummary
        title={texts.problemTitle}
        titlePrefix={texts.errorPrefix}
        problems={form.problems}
        answer={form.state}
      />
    );
  }
  if (!form.message) return null;
  const hasEnded = form.state?.ok === false && form.state.code === "UNAUTHENTICATED";
  return (
    <FormMessage>
      {form.message}{" "}
      {hasEnded ? (
        <a href={texts.signInHref} target="_blank" rel="noopener">
          {texts.signIn}
        </a>
      ) : null}
    </FormMessage>
  );
}
