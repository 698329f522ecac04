"use client";

import { useRef, useState } from "react";
import { FormHead } from "@/components/forms/form-head";
import { type FormTexts, useActionForm } from "@/components/forms/use-action-form";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SubmitButton } from "@/components/ui/submit-button";
import { useEarly } from "@/components/ui/use-early";
import { advanceClockAction } from "@/lib/server/actions/demo-clock";

const targets = {
  NEXT_DAY: "day",
  LAST_MINUTE: "lastMinute",
  OVER_BOUNDARY: "boundary",
  NEXT_HOUR: "hour",
  INSTANT: "instant",
} as const;

type Target = keyof typeof targets;
type Label = (typeof targets)[Target] | "zone" | "at" | "go" | "hint" | "moved";

type Props = {
  clockId: string;
  zones: { timeZone: string; label: string }[];
  /** The clock's own time in UTC, as a date-time field writes it: nothing earlier can be chosen. */
  earliest: string;
  labels: Record<Label, string>;
  texts: FormTexts;
};

/** Moves one demo clock forward. The button stays busy until everything due on the way has ended. */
export function AdvanceClockForm({ clockId, zones, earliest, labels, texts }: Props) {
  const form = useActionForm(advanceClockAction, texts);
  const [target, setTarget] = useState<Target>("NEXT_DAY");
  const choices = useRef<HTMLFieldSetElement>(null);
  useEarly(choices, (value) => setTarget(value as Target));
  const needsZone = target === "LAST_MINUTE" || target === "OVER_BOUNDARY";
  return (
    <form action={form.submit} className="max-w-form" onReset={() => setTarget("NEXT_DAY")}>
      <FormHead form={form} texts={texts} />
      <HiddenFields values={{ clockId, to: target }} />
      <fieldset className="mb-4" ref={choices}>
        <legend className="sr">{labels.go}</legend>
        {(Object.keys(targets) as Target[]).map((each) => (
          <label className="choice" key={each}>
            <input
              className="radio"
              type="radio"
              value={each}
              checked={target === each}
              onChange={() => setTarget(each)}
            />
            <b>{labels[targets[each]]}</b>
          </label>
        ))}
      </fieldset>
      {needsZone ? (
        <div className="field">
          <label htmlFor={`zone-${clockId}`}>{labels.zone}</label>
          <span className="sel">
            <select className="input" id={`zone-${clockId}`} name="zone">
              {zones.map(({ timeZone, label }) => (
                <option key={timeZone} value={timeZone}>
                  {label}
                </option>
              ))}
            </select>
            <Icon name="down" isSmall />
          </span>
        </div>
      ) : null}
      {target === "INSTANT" ? (
        <Field id="at" name="at" type="datetime-local" label={labels.at} min={earliest} {...form.field("at")} />
      ) : null}
      {form.state?.ok ? <FormMessage tone="on">{labels.moved}</FormMessage> : null}
      <SubmitButton busyLabel={texts.busy} isPending={form.isPending}>
        {labels.go}
      </SubmitButton>
      <p className="muted mt-2">{labels.hint}</p>
    </form>
  );
}
