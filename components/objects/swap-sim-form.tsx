"use client";

import { FormFoot } from "@/components/forms/form-foot";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Choice, ChoiceSet } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { swapSimAction } from "@/lib/server/actions/objects";

type Props = {
  texts: FormTexts;
  labels: Record<"new" | "other" | "otherAbout" | "iccid" | "iccidHint" | "submit" | "cancel", string>;
  /** SIMs that sit in the hub and could take over; the first one is preselected. */
  choices: readonly { iccid: string; name: string; about: string }[];
  hidden: { companySlug: string; submissionId: string; objectId: string; hubId: string; version: number };
  cancelHref: string;
};

const other = "other";

/** The SIM that takes over: one in the hub, or another one by its printed number. */
export function SwapSimForm({ texts, labels, choices, hidden, cancelHref }: Props) {
  const form = useActionForm(swapSimAction, texts);
  const { error, defaultValue } = form.field("iccid", choices[0]?.iccid ?? other);
  const options = [
    ...choices.map(({ iccid, name, about }) => ({ value: iccid, name, about })),
    { value: other, name: labels.other, about: labels.otherAbout },
  ];
  return (
    <form action={form.submit} noValidate>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={hidden} />
      <ChoiceSet id="iccid" legend={labels.new} error={error}>
        {options.map(({ value, name, about }) => (
          <Choice
            key={value}
            name="iccid"
            value={value}
            title={name}
            about={about}
            defaultChecked={value === defaultValue}
          />
        ))}
      </ChoiceSet>
      <Field
        id="typed"
        name="typed"
        label={labels.iccid}
        hint={labels.iccidHint}
        className="mono"
        inputMode="numeric"
        autoComplete="off"
        {...form.field("typed")}
      />
      <FormFoot form={form} texts={texts} labels={labels} cancelHref={cancelHref} />
    </form>
  );
}
