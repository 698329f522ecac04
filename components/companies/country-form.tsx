"use client";

import { useState } from "react";
import { ReasonForm } from "@/components/admin/reason-form";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Choice, ChoiceSet } from "@/components/ui/choice";
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
      <ChoiceSet id="state" legend={labels.legend}>
        {labels.states.map(({ value, label, hint }) => (
          <Choice
            key={value}
            name="state"
            value={value}
            title={label}
            about={hint}
            defaultChecked={kept === value}
            onChange={() => setChosen(value)}
          />
        ))}
      </ChoiceSet>
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
