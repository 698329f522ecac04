"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { CodeScanner } from "./code-scanner";

type Label = "code" | "codeHint" | "submit" | "scan" | "stop" | "light" | "aim" | "refused" | "picture";

type Props = {
  action: string;
  labels: Record<Label, string>;
  /** What was looked for before, and why it was not found. */
  code: string;
  error: string | null;
  busyLabel: string;
};

/**
 * A hub by the code on it, scanned or typed; both lead to its services at once. Nothing else is done here, so the field is
 * ready for typing on arrival: by either way it is four taps to running services.
 */
export function FindHubForm({ action, labels, code, error, busyLabel }: Props) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  useEffect(() => document.getElementById("code")?.focus(), []);
  const find = (text: string) => start(() => router.push(`${action}?${new URLSearchParams({ code: text })}`));
  return (
    <>
      <CodeScanner labels={labels} onCode={find} />
      <form action={action}>
        <Field
          id="code"
          name="code"
          label={labels.code}
          hint={labels.codeHint}
          error={error}
          defaultValue={code}
          className="mono"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={200}
          required
        />
        <SubmitButton busyLabel={busyLabel} isPending={isPending}>
          {labels.submit}
        </SubmitButton>
      </form>
    </>
  );
}
