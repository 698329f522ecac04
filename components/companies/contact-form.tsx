"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { keepContactAction } from "@/lib/server/actions/companies";
import { type CountryChoice, type Place, PlaceFields, type PlaceLabels } from "./place-fields";

type Props = {
  initial: Partial<Place & { email: string }>;
  countries: CountryChoice[];
  labels: PlaceLabels & { email: string; emailHint: string; next: string; back: string };
  texts: FormTexts;
  backHref: string;
};

/** Second step of a new company: where it is and how it is reached. Going on mails the code. */
export function ContactForm({ initial, countries, labels, texts, backHref }: Props) {
  const form = useActionForm(keepContactAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <PlaceFields form={form} initial={initial} countries={countries} labels={labels} />
      <Field
        id="email"
        name="email"
        type="email"
        label={labels.email}
        hint={labels.emailHint}
        autoComplete="email"
        {...form.field("email", initial.email)}
      />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={backHref}>{labels.back}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.next}
        </SubmitButton>
      </div>
    </form>
  );
}
