"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { FormTexts } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { sendConfirmationAgainAction } from "@/lib/server/actions/accounts";
import { FieldsForm } from "./fields-form";

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

/** Asks next-auth for its form token, then for a session. Returns the code of a refusal, or null. */
async function requestSession(form: FormData): Promise<string | null> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: location.origin });
  for (const name of ["email", "password", "code"]) body.set(name, String(form.get(name) ?? ""));
  const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
  const { url } = await response.json();
  if (typeof url !== "string") return "INVALID_INPUT";
  return new URL(url, location.origin).searchParams.get("error");
}

type Refusal = { code: string; detail: string; email: string };

/** Puts what came after the code into its sentence: the time to try again, or the reference of a fault. */
function fillIn(sentence: string, { code, detail }: Refusal, locale: string): string {
  const at = new Date(detail);
  if (code !== "RATE_LIMITED" || Number.isNaN(at.getTime())) return sentence.replace("{id}", detail);
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeStyle: "medium" });
  return sentence.replace("{time}", format.format(at));
}

/** The field of the second step has the cursor as soon as it is there. */
function takeCursor(input: HTMLInputElement | null): void {
  input?.focus();
}

/** Signs in and goes where the person was heading. What was typed stays after a refusal; a second step asks the code. */
export function SignInForm({ next, locale, labels, sentences, forgot, texts }: Props) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasCode, setHasCode] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(null);
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
  return (
    <>
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
        <Field id="email" name="email" type="email" label={labels.email} autoComplete="username" required />
        <PasswordField
          id="password"
          name="password"
          label={labels.password}
          aside={forgot}
          reveal={labels}
          autoComplete="current-password"
          required
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
