"use client";

import { useActionState } from "react";
import type { ActionState } from "@/lib/action-state";
import { type Sentences, sentenceOf } from "@/lib/i18n/sentence";
import type { FieldProblem } from "@/lib/schemas/fields";
import { useLateSentence } from "./late-sentences";
import { withAnswer } from "./no-answer";

/** The texts every form needs, made on the server by `formTexts`. */
export type FormTexts = {
  problemTitle: string;
  errorPrefix: string;
  busy: string;
  fault: string;
  /** What to do where the session has ended under an open form, and where. */
  signIn: string;
  signInHref: string;
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
 * button is deaf while the answer is awaited. A field's id is its name. `of` names what the form is about, for a sentence
 * that is told when the form is gone.
 */
export function useActionForm(
  action: (state: ActionState, form: FormData) => Promise<ActionState>,
  texts: FormTexts,
  of?: string,
): ActionForm {
  const read = (answer: ActionState) =>
    problemsOf(answer, texts).length > 0 ? null : sentenceOf(answer, texts.sentences, texts.fault);
  const [state, submit, isPending] = useActionState(useLateSentence(withAnswer(action), { of, read }), null);
  const failure = state && !state.ok ? state : null;
  const problems = problemsOf(state, texts);
  return {
    submit,
    isPending,
    state,
    message: read(state),
    problems,
    field: (name, initial) => ({
      error: problems.find(({ fieldId }) => fieldId === name)?.text,
      defaultValue: failure?.values?.[name] ?? initial,
    }),
  };
}

function problemsOf(answer: ActionState, texts: FormTexts): ActionForm["problems"] {
  if (!answer || answer.ok || answer.kind !== "invalid") return [];
  return Object.entries(answer.fields ?? {}).map(([fieldId, problem]) => ({ fieldId, text: texts.fields[problem] }));
}
