"use client";

import { useActionState } from "react";
import type { ActionState } from "@/lib/action-state";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import type { FieldProblem } from "@/lib/schemas/fields";

/** The texts every form needs, made on the server by `formTexts`. */
export type FormTexts = {
  problemTitle: string;
  errorPrefix: string;
  busy: string;
  fault: string;
  /** What to do where the session has ended under an open form. */
  signIn: string;
  fields: Record<FieldProblem, string>;
  sentences: Sentences;
};

export type ActionForm = {
  submit: (form: FormData) => void;
  isPending: boolean;
  state: ActionState;
  /** The sentence of a refusal or an error, null while there is none. Invalid input has its own summary. */
  message: string | null;
  problems: { fieldId: string; text: string }[];
  /** What to put into a field: its problem, and what was typed before the last answer. */
  field: (name: string, initial?: string) => { error: string | undefined; defaultValue: string | undefined };
};

/**
 * Ties a form to its action: values stay after a failure, each problem stands at its field and in the summary, and the
 * button is deaf while the answer is awaited. A field's id is its name.
 */
export function useActionForm(
  action: (state: ActionState, form: FormData) => Promise<ActionState>,
  texts: FormTexts,
): ActionForm {
  const [state, submit, isPending] = useActionState(action, null);
  const failure = state && !state.ok ? state : null;
  const isInvalid = failure?.kind === "invalid";
  const problems = Object.entries((isInvalid && failure.fields) || {}).map(([fieldId, problem]) => ({
    fieldId,
    text: texts.fields[problem],
  }));
  return {
    submit,
    isPending,
    state,
    message: isInvalid && problems.length > 0 ? null : sentenceOf(state, texts.sentences, texts.fault),
    problems,
    field: (name, initial) => ({
      error: problems.find(({ fieldId }) => fieldId === name)?.text,
      defaultValue: failure?.values?.[name] ?? initial,
    }),
  };
}
