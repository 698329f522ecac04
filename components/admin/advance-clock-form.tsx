"use client";

import { useActionState, useState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import { Icon } from "@/components/ui/icon";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import { advanceClockAction } from "@/lib/server/actions/demo-clock";

const targets = {
  NEXT_DAY: "day",
  LAST_MINUTE: "lastMinute",
  OVER_BOUNDARY: "boundary",
  NEXT_HOUR: "hour",
  INSTANT: "instant",
} as const;

type Target = keyof typeof targets;
type TextKey = (typeof targets)[Target] | "zone" | "at" | "go" | "hint" | "busy" | "fault" | "moved";

type Props = {
  clockId: string;
  zones: { timeZone: string; label: string }[];
  /** The clock's own time in UTC, as a date-time field writes it: nothing earlier can be chosen. */
  earliest: string;
  texts: Record<TextKey, string>;
  sentences: Sentences;
};

/** Moves one demo clock forward. The button stays busy until everything due on the way has ended. */
export function AdvanceClockForm({ clockId, zones, earliest, texts, sentences }: Props) {
  const [state, submit, isPending] = useActionState(advanceClockAction, null);
  const [target, setTarget] = useState<Target>("NEXT_DAY");
  const message = sentenceOf(state, sentences, texts.fault);
  const needsZone = target === "LAST_MINUTE" || target === "OVER_BOUNDARY";
  return (
    <form action={submit} className="max-w-form">
      <HiddenFields values={{ clockId, to: target }} />
      <fieldset className="mb-4">
        <legend className="sr">{texts.go}</legend>
        {(Object.keys(targets) as Target[]).map((each) => (
          <label className="choice" key={each}>
            <input
              className="radio"
              type="radio"
              value={each}
              checked={target === each}
              onChange={() => setTarget(each)}
            />
            <b>{texts[targets[each]]}</b>
          </label>
        ))}
      </fieldset>
      {needsZone ? (
        <div className="field">
          <label htmlFor={`zone-${clockId}`}>{texts.zone}</label>
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
        <div className="field">
          <label htmlFor={`at-${clockId}`}>{texts.at}</label>
          <input className="input" id={`at-${clockId}`} name="at" type="datetime-local" min={earliest} required />
        </div>
      ) : null}
      {message ? <FormMessage>{message}</FormMessage> : null}
      {state?.ok ? <FormMessage tone="on">{texts.moved}</FormMessage> : null}
      <SubmitButton busyLabel={texts.busy} isPending={isPending}>
        {texts.go}
      </SubmitButton>
      <p className="muted mt-2">{texts.hint}</p>
    </form>
  );
}
