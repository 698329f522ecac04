"use client";

import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { ButtonLink } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { updateCompanyAction } from "@/lib/server/actions/companies";
import { DetailFields, type DetailLabels, type Details } from "./detail-fields";
import { type CountryChoice, type Place, PlaceFields, type PlaceLabels } from "./place-fields";

type Props = {
  initial: Details & Place;
  email: string;
  countries: CountryChoice[];
  labels: DetailLabels & PlaceLabels & { email: string; emailHint: string; submit: string; cancel: string };
  texts: FormTexts;
  hidden: Record<string, string | number>;
  cancelHref: string;
};

/** Changes a company's profile. Its e-mail was confirmed once and stays. */
export function ProfileForm({ initial, email, countries, labels, texts, hidden, cancelHref }: Props) {
  const form = useActionForm(updateCompanyAction, texts);
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <DetailFields form={form} initial={initial} labels={labels} />
      <PlaceFields form={form} initial={initial} countries={countries} labels={labels} />
      <div className="field">
        <span className="label">{labels.email}</span>
        <p className="hint">{labels.emailHint}</p>
        <p>{email}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={cancelHref}>{labels.cancel}</ButtonLink>
        <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
          {labels.submit}
        </SubmitButton>
      </div>
    </form>
  );
}
