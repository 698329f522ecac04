"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { inviteHubUserAction } from "@/lib/server/actions/home-users";

type Props = { hubId: string; texts: FormTexts; labels: Record<"email" | "hint" | "submit" | "done", string> };

/** Invites an address to a hub; the form is empty again for the next one. */
export function InviteForm({ hubId, texts, labels }: Props) {
  const form = useActionForm(inviteHubUserAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      {form.state?.ok ? <FormMessage tone="on">{labels.done}</FormMessage> : null}
      <HiddenFields values={{ hubId }} />
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        hint={labels.hint}
        autoComplete="off"
        {...form.field("email")}
      />
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
