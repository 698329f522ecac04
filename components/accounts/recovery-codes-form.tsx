"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { renewRecoveryCodesAction } from "@/lib/server/actions/account-security";
import { type CodesTexts, RecoveryCodes } from "./recovery-codes";

type Label = "currentPassword" | "code" | "codeHint" | "submit" | "cancel";

type Props = { texts: FormTexts; labels: Record<Label, string>; codesTexts: CodesTexts };

/** Makes new recovery codes by password and code, and shows them in place of the form. */
export function RecoveryCodesForm({ texts, labels, codesTexts }: Props) {
  const form = useActionForm(renewRecoveryCodesAction, texts);
  const codes = form.state?.ok ? form.state.receipt.codes : undefined;
  if (typeof codes === "string") return <RecoveryCodes codes={codes} texts={codesTexts} />;
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <Field
        id="currentPassword"
        name="currentPassword"
        type="password"
        label={labels.currentPassword}
        autoComplete="current-password"
        {...form.field("currentPassword")}
      />
      <Field
        id="code"
        name="code"
        label={labels.code}
        hint={labels.codeHint}
        autoComplete="one-time-code"
        {...form.field("code")}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
        <ButtonLink href="/account/security">{labels.cancel}</ButtonLink>
      </div>
    </form>
  );
}
