"use client";

import Form from "next/form";
import type { FormTexts } from "@/components/forms/use-action-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";

type Props = {
  action: string;
  /** The term that found nobody in the list; it stays in the address. */
  query: string | undefined;
  typed: string;
  isWrong: boolean;
  texts: FormTexts;
  labels: Record<"email" | "hint" | "show", string>;
};

/** Asks for a reseller's address and leads to what stands behind it; nothing is sent yet. */
export function AddressForm({ action, query, typed, isWrong, texts, labels }: Props) {
  const problem = texts.fields[typed.trim() === "" ? "REQUIRED" : "EMAIL_WRONG"];
  return (
    <Form action={action} prefetch={false} noValidate>
      {isWrong ? (
        <ErrorSummary
          title={texts.problemTitle}
          titlePrefix={texts.errorPrefix}
          problems={[{ fieldId: "email", text: problem }]}
          answer={`:${typed}`}
        />
      ) : null}
      <HiddenFields values={{ q: query }} />
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        hint={labels.hint}
        autoComplete="off"
        maxLength={254}
        defaultValue={typed}
        error={isWrong ? problem : undefined}
      />
      <Button type="submit">{labels.show}</Button>
    </Form>
  );
}
