"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { updateOwnResellerAction } from "@/lib/server/actions/resellers";
import { CountryBoxes } from "./country-boxes";
import { tickedIn } from "./ticked-in";

type Props = {
  texts: FormTexts;
  labels: Record<"countries" | "countriesHint" | "takes" | "takesHint" | "submit" | "cancel", string>;
  countries: readonly { code: string; name: string }[];
  initial: { countries: readonly string[]; takesRequests: boolean };
  hidden: { companySlug: string; submissionId: string; version: number };
  cancelHref: string;
};

/** Where a reseller takes dealers, and whether it takes new requests at all. */
export function OwnProfileForm({ texts, labels, countries, initial, hidden, cancelHref }: Props) {
  const form = useActionForm(updateOwnResellerAction, texts);
  const failure = form.state && !form.state.ok ? form.state : null;
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <CountryBoxes
        legend={labels.countries}
        hint={labels.countriesHint}
        countries={countries}
        isTicked={tickedIn(form, initial.countries)}
        error={form.field("countries").error}
      />
      <div className="field">
        <label className="check">
          <input
            className="tick"
            type="checkbox"
            name="takesRequests"
            aria-describedby="takes-hint"
            defaultChecked={failure ? failure.values?.takesRequests === "on" : initial.takesRequests}
          />
          <span>{labels.takes}</span>
        </label>
        <p className="hint" id="takes-hint">
          {labels.takesHint}
        </p>
      </div>
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
