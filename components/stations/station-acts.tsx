"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { removeStationAction, testStationAction } from "@/lib/server/actions/stations";

type Hidden = { companySlug: string; submissionId: string; objectId: string; hubId: string };

type TestProps = { texts: FormTexts; labels: Record<"text" | "submit" | "sent", string>; hidden: Hidden };

/** Sends a test by one button. */
export function TestStationForm({ texts, labels, hidden }: TestProps) {
  const form = useActionForm(testStationAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      {form.state?.ok ? <FormMessage tone="on">{labels.sent}</FormMessage> : null}
      <p className="mb-3">{labels.text}</p>
      <HiddenFields values={hidden} />
      <SubmitButton look="plain" busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}

type RemoveProps = {
  texts: FormTexts;
  labels: Record<"text" | "submit", string>;
  hidden: Hidden & { version: number };
};

/** Takes the station away by one button, whose cost stands beside it. */
export function RemoveStationForm({ texts, labels, hidden }: RemoveProps) {
  const form = useActionForm(removeStationAction, texts);
  return (
    <form action={form.submit}>
      <FormHead form={form} texts={texts} />
      <p className="mb-3">{labels.text}</p>
      <HiddenFields values={hidden} />
      <SubmitButton look="danger" busyLabel={texts.busy} isPending={form.isPending}>
        {labels.submit}
      </SubmitButton>
    </form>
  );
}
