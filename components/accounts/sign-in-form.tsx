"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { FormTexts } from "@/components/forms/use-action-form";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendConfirmationAgainAction } from "@/lib/server/actions/accounts";
import { FieldsForm } from "./fields-form";
import { fillIn, requestSession, type SignInRefusal } from "./request-session";

type Label =
  | "email"
  | "password"
  | "code"
  | "codeHint"
  | "submit"
  | "busy"
  | "unreachable"
  | "sendAgain"
  | "show"
  | "hide";

type Props = {
  next: string;
  locale: string;
  labels: Record<Label, string>;
  /** Sentences by refusal code; `{time}` and `{id}` are filled in here. */
  sentences: Record<string, string>;
  /** Stands at the end of the password's label. */
  forgot: ReactNode;
  texts: FormTexts;
};

/** Codes after which the form asks for the authenticator's code too. */
const asksForCode = ["CODE_NEEDED", "CODE_WRONG", "RATE_LIMITED"];

/** The field of the second step has the cursor as soon as it is there. */
function takeCursor(input: HTMLInputElement | null): void {
  input?.focus();
}

/** Signs in and goes where the person was heading. What was typed stays after a refusal; a second step asks the code. */
export function SignInForm({ next, locale, labels, sentences, forgot, texts }: Props) {
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const [empty, setEmpty] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [hasCode, setHasCode] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setRefusal(null);
    const missing = ["email", "password"].filter((name) => !form.get(name));
    setEmpty(missing);
    if (missing.length > 0) return;
    setBusy(true);
    const answer = await requestSession(form).catch(() => "UNREACHABLE");
    if (answer === null) {
      location.assign(next);
      return;
    }
    const [code = "", detail = ""] = answer.split("|");
    setBusy(false);
    setRefusal({ code, detail, email: String(form.get("email") ?? "") });
    setHasCode((had) => had || asksForCode.includes(code));
  }

  const sentence = refusal ? fillIn(sentences[refusal.code] ?? labels.unreachable, refusal, locale) : null;
  const errorOf = (name: string) => (empty.includes(name) ? texts.fields.REQUIRED : undefined);
  return (
    <>
      {empty.length > 0 ? (
        <ErrorSummary
          title={texts.problemTitle}
          titlePrefix={texts.errorPrefix}
          problems={empty.map((fieldId) => ({ fieldId, text: texts.fields.REQUIRED }))}
          answer={empty}
        />
      ) : null}
      {sentence ? <FormMessage tone={refusal?.code === "CODE_NEEDED" ? "ends" : "bad"}>{sentence}</FormMessage> : null}
      {refusal?.code === "EMAIL_NOT_CONFIRMED" ? (
        <div className="mb-6">
          <FieldsForm
            action={sendConfirmationAgainAction}
            texts={texts}
            hidden={{ email: refusal.email }}
            submit={{ label: labels.sendAgain, look: "plain" }}
          />
        </div>
      ) : null}
      <form onSubmit={submit} method="post">
        <Field
          id="email"
          name="email"
          type="email"
          label={labels.email}
          autoComplete="username"
          error={errorOf("email")}
        />
        <PasswordField
          id="password"
          name="password"
          label={labels.password}
          aside={forgot}
          reveal={labels}
          autoComplete="current-password"
          error={errorOf("password")}
        />
        {hasCode ? (
          <Field
            id="code"
            name="code"
            label={labels.code}
            hint={labels.codeHint}
            autoComplete="one-time-code"
            autoCapitalize="none"
            ref={takeCursor}
          />
        ) : null}
        <SubmitButton busyLabel={labels.busy} isPending={isBusy} isWide>
          {labels.submit}
        </SubmitButton>
      </form>
    </>
  );
}
