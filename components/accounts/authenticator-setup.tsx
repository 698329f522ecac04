"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Copyable } from "@/components/ui/copyable";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatGroups } from "@/lib/i18n/format";
import { confirmSecondFactorAction } from "@/lib/server/actions/account-security";
import { QrPicture } from "./qr-picture";
import { type CodesTexts, RecoveryCodes } from "./recovery-codes";

type Label =
  | "step1"
  | "picture"
  | "orElse"
  | "open"
  | "key"
  | "copy"
  | "copied"
  | "step2"
  | "code"
  | "confirm"
  | "isOn";

type Props = {
  /** Null once the app is in use. */
  setup: { secret: string; uri: string; picture: { size: number; path: string } } | null;
  texts: FormTexts;
  labels: Record<Label, string>;
  codesTexts: CodesTexts;
};

/** The second half of a set-up: the secret for the app and its first code, then the recovery codes, this once. */
export function AuthenticatorSetup({ setup, texts, labels, codesTexts }: Props) {
  const form = useActionForm(confirmSecondFactorAction, texts);
  const codes = form.state?.ok ? form.state.receipt.codes : undefined;
  if (typeof codes === "string") return <RecoveryCodes codes={codes} texts={codesTexts} />;
  if (!setup) return <Note kind="done">{labels.isOn}</Note>;
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <p className="mb-2">{labels.step1}</p>
      <QrPicture {...setup.picture} label={labels.picture} />
      <p className="mb-2">{labels.orElse}</p>
      <p className="mb-2">
        <a className="btn" href={setup.uri}>
          {labels.open}
        </a>
      </p>
      <dl className="kv mb-6">
        <dt>{labels.key}</dt>
        <dd>
          <Copyable text={setup.secret} label={labels.copy} copiedLabel={labels.copied}>
            <span className="mono">{formatGroups(setup.secret)}</span>
          </Copyable>
        </dd>
      </dl>
      <p className="mb-2">{labels.step2}</p>
      <Field
        id="code"
        name="code"
        label={labels.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        {...form.field("code")}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.confirm}
      </SubmitButton>
    </form>
  );
}
