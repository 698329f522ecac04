"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import { advanceClockAction } from "@/lib/server/actions/demo-clock";

export type AdvanceTexts = {
  hour: string;
  day: string;
  lastMinute: string;
  boundary: string;
  zone: string;
  instant: string;
  at: string;
  go: string;
  hint: string;
  busy: string;
  fault: string;
};

type Props = {
  clockId: string;
  zones: { timeZone: string; label: string }[];
  /** The clock's own time in UTC, as a date-time field writes it: nothing earlier can be chosen. */
  earliest: string;
  texts: AdvanceTexts;
  sentences: Sentences;
};

const targets = ["NEXT_DAY", "LAST_MINUTE", "OVER_BOUNDARY", "NEXT_HOUR", "INSTANT"] as const;

/** Moves one demo clock forward. The button stays busy until everything due on the way has ended. */
export function AdvanceClockForm({ clockId, zones, earliest, texts, sentences }: Props) {
  const [state, submit] = useActionState(advanceClockAction, null);
  const message = sentenceOf(state, sentences, texts.fault);
  const labels = {
    NEXT_HOUR: texts.hour,
    NEXT_DAY: texts.day,
    LAST_MINUTE: texts.lastMinute,
    OVER_BOUNDARY: texts.boundary,
    INSTANT: texts.instant,
  };
  return (
    <form action={submit} className="stack">
      <input type="hidden" name="clockId" value={clockId} />
      <fieldset>
        {targets.map((target, index) => (
          <label className="choice" key={target}>
            <input className="radio" type="radio" name="to" value={target} defaultChecked={index === 0} />
            <b>{labels[target]}</b>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`zone-${clockId}`}>{texts.zone}</label>
        <select className="input" id={`zone-${clockId}`} name="zone">
          {zones.map(({ timeZone, label }) => (
            <option key={timeZone} value={timeZone}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`at-${clockId}`}>{texts.at}</label>
        <input className="input" id={`at-${clockId}`} name="at" type="datetime-local" min={earliest} />
      </div>
      {message ? <FormMessage>{message}</FormMessage> : null}
      <div>
        <SubmitButton busyLabel={texts.busy}>{texts.go}</SubmitButton>
        <p className="muted mt-1">{texts.hint}</p>
      </div>
    </form>
  );
}
