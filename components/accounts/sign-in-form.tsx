"use client";

import { type FormEvent, useState } from "react";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";

type Texts = {
  email: string;
  password: string;
  submit: string;
  busy: string;
  unreachable: string;
  /** Sentences by refusal code. */
  sentences: Record<string, string>;
};

/** Asks next-auth for its form token, then for a session. Returns the code of a refusal, or null. */
async function requestSession(form: FormData): Promise<string | null> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: location.origin });
  for (const name of ["email", "password"]) body.set(name, String(form.get(name) ?? ""));
  const response = await fetch("/api/auth/callback/credentials", { method: "POST", body });
  const { url } = await response.json();
  return new URL(url, location.origin).searchParams.get("error");
}

/** Signs in with e-mail and password and goes where the person was heading. What was typed stays after a refusal. */
export function SignInForm({ next, texts }: { next: string; texts: Texts }) {
  const [message, setMessage] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setMessage(null);
    const code = await requestSession(form).catch(() => "UNREACHABLE");
    if (code === null) {
      location.assign(next);
      return;
    }
    setBusy(false);
    setMessage(texts.sentences[code.split("|")[0] ?? ""] ?? texts.unreachable);
  }

  return (
    <form onSubmit={submit} method="post">
      {message ? <FormMessage>{message}</FormMessage> : null}
      <Field id="email" name="email" type="email" label={texts.email} autoComplete="username" required />
      <Field
        id="password"
        name="password"
        type="password"
        label={texts.password}
        autoComplete="current-password"
        required
      />
      <SubmitButton busyLabel={texts.busy} isPending={isBusy} isWide>
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
