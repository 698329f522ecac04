"use client";

import { type MouseEvent, useActionState, useId } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { HiddenFields } from "@/components/ui/hidden-fields";
import type { ActionState } from "@/lib/action-state";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import { pressSimulatorAction } from "@/lib/server/actions/simulator";

/** One button. `key` stays while its words change, as from cutting the mains to restoring it, so that focus stays too. */
export type Press = { key: string; press: string; label: string; look?: ButtonLook };

export type PressTexts = { busy: string; fault: string; answers: Record<string, string> };

/** What every form of a page says of its answers. */
export type FormWords = { texts: PressTexts; sentences: Sentences };

type Props = FormWords & {
  hubId: string;
  deviceId?: string;
  /** Whom the presses are about, for those about people. */
  email?: string;
  /** Asks for that address, by this label. */
  emailLabel?: string;
  label: string;
  presses: readonly Press[];
};

/** Answers that are no news to worry about, though nothing was told. */
const refused = ["PREVENTED", "GROUPS_OFF", "NO_SUCH_GROUP", "NO_SUCH_DEVICE", "WRONG_DEVICE", "SLOT_EMPTY"];
const refusedToo = ["NO_SUCH_USER", "SLOT_TAKEN", "SIM_HELD", "NO_OTHER_HUB", "NO_CLOCK"];
const refusedPeople = ["HUB_USERS_FULL", "HUB_USER_ALREADY"];
const noes = [...refused, ...refusedToo, ...refusedPeople];

function toneOf(answer: string): "on" | "ends" | "bad" {
  if (answer === "DONE") return "on";
  return noes.includes(answer) ? "bad" : "ends";
}

/** An address that was not taken stays to be mended. */
function EmailField({ label, state }: { label: string; state: ActionState }) {
  const id = useId();
  const typed = state && !state.ok ? state.values?.email : "";
  return (
    <Field
      id={id}
      name="email"
      type="email"
      autoComplete="off"
      required
      label={label}
      defaultValue={typed}
      className="max-w-96"
    />
  );
}

/** Buttons that each do one thing to a simulated hub or device, and what came of the last one. */
export function PressForm({ hubId, deviceId, email, emailLabel, label, presses, texts, sentences }: Props) {
  const [state, submit, isPending] = useActionState(pressSimulatorAction, null);
  const message = sentenceOf(state, sentences, texts.fault);
  const answer = state?.ok ? String(state.receipt.answer) : null;
  const swallow = (event: MouseEvent) => {
    if (isPending) event.preventDefault();
  };
  return (
    <form action={submit} aria-label={label}>
      <HiddenFields values={{ hubId, ...(deviceId ? { deviceId } : {}), ...(email ? { email } : {}) }} />
      {emailLabel ? <EmailField label={emailLabel} state={state} /> : null}
      <div className="row flex-wrap gap-2">
        {presses.map(({ key, press, label: word, look }) => (
          <Button key={key} type="submit" name="press" value={press} look={look} isSmall onClick={swallow}>
            {word}
          </Button>
        ))}
      </div>
      <p className="sr" role="status">
        {isPending ? texts.busy : ""}
      </p>
      {message ? <FormMessage>{message}</FormMessage> : null}
      {answer && !isPending ? (
        <p className="muted mt-2 mb-0" role="status" data-tone={toneOf(answer)}>
          {texts.answers[answer] ?? texts.fault}
        </p>
      ) : null}
    </form>
  );
}
