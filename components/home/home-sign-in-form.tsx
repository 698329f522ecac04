"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { signInHomeAction } from "@/lib/server/actions/home";

type Label = "email" | "password" | "code" | "submit" | "show" | "hide";
type Props = { next: string; texts: FormTexts; labels: Record<Label, string> };

/** Codes after which the form asks for the authenticator's code too. */
const asksForCode = ["CODE_NEEDED", "CODE_WRONG"];

/** Signs in to My home and leads on. A second step asks for the code of an authenticator app, where one is used. */
export function HomeSignInForm({ next, texts, labels }: Props) {
  const form = useActionForm(signInHomeAction, texts);
  const { state } = form;
  const hasCode = state?.ok === false && asksForCode.includes(state.code);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ next }} />
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        autoComplete="username"
        {...form.field("email")}
      />
      <PasswordField
        id="password"
        name="password"
        label={labels.password}
        reveal={labels}
        autoComplete="current-password"
        {...form.field("password")}
      />
      {hasCode ? (
        <Field
          id="code"
          name="code"
          label={labels.code}
          autoComplete="one-time-code"
          autoCapitalize="none"
          {...form.field("code")}
        />
      ) : null}
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending} isWide>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
