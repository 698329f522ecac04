"use client";

import { useState } from "react";
import { ReasonForm } from "@/components/admin/reason-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { setCountryAction } from "@/lib/server/actions/companies";

type CountryState = "AVAILABLE" | "CLOSED" | "NOT_OFFERED";

type Props = {
  code: string;
  state: CountryState;
  closedOn: string | null;
  labels: {
    legend: string;
    states: { value: CountryState; label: string; hint: string }[];
    day: string;
    reason: string;
    reasonHint: string;
    save: string;
    cancel: string;
  };
  texts: FormTexts;
};

/** Says what holds for a country from now on. Closing asks for the first day. */
export function CountryForm({ code, state, closedOn, labels, texts }: Props) {
  const form = useActionForm(setCountryAction, texts);
  const kept = form.field("state", state).defaultValue;
  const [chosen, setChosen] = useState<string>(state);
  return (
    <ReasonForm
      form={form}
      texts={texts}
      hidden={{ code }}
      labels={labels}
      cancel={{ href: "/admin/countries", label: labels.cancel }}
    >
      <fieldset className="mb-5">
        <legend className="label">{labels.legend}</legend>
        {labels.states.map(({ value, label, hint }) => (
          <label className="choice" key={value}>
            <input
              className="radio"
              type="radio"
              name="state"
              value={value}
              defaultChecked={kept === value}
              onChange={() => setChosen(value)}
            />
            <span>
              <b>{label}</b>
              <small>{hint}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen === "CLOSED" ? (
        <Field
          id="closedOn"
          name="closedOn"
          type="date"
          label={labels.day}
          {...form.field("closedOn", closedOn ?? "")}
        />
      ) : null}
    </ReasonForm>
  );
}
