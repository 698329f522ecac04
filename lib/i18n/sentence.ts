import type { ActionState } from "@/lib/action-state";

/** Sentences by refusal code in the reader's language; braces are filled with the answer's values. */
export type Sentences = Record<string, string>;

/**
 * Returns the sentence of an action's answer, null while there is none to tell. A code without a sentence, which tests
 * exclude, reads as `fault`.
 */
export function sentenceOf(state: ActionState, sentences: Sentences, fault: string): string | null {
  if (!state || state.ok) return null;
  const sentence = sentences[state.code] ?? fault;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(state.params?.[name] ?? ""));
}
