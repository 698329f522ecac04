import type { ActionState } from "@/lib/action-state";
import type { RefusalCode } from "@/lib/domain/refusals";

/** Sentences by refusal code in the reader's language; braces are filled with the answer's values. */
export type Sentences = Record<RefusalCode, string>;

/**
 * Returns the sentence of an action's answer, null while there is none to tell. A code this page has no sentence for, as
 * after an update of the server, reads as `fault`.
 */
export function sentenceOf(state: ActionState, sentences: Sentences, fault: string): string | null {
  if (!state || state.ok) return null;
  const sentence = sentences[state.code] ?? fault;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(state.params?.[name] ?? ""));
}
