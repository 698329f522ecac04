import type { ActionState } from "@/lib/action-state";
import type { RefusalCode } from "@/lib/domain/refusals";

/** Sentences by refusal code in the reader's language; braces are filled with the answer's values. */
export type Sentences = Record<RefusalCode, string>;

/**
 * Returns the sentence of an action's answer, null while there is none to tell. A code this page has no sentence for, as
 * after an update of the server, reads as `fault`. A request that was refused before anybody knew whose it is cannot
 * name a role: it reads as one that was not sent from a page of the portal.
 */
export function sentenceOf(state: ActionState, sentences: Sentences, fault: string): string | null {
  if (!state || state.ok) return null;
  const isNobodys = state.code === "FORBIDDEN" && state.params?.role === undefined;
  const sentence = sentences[isNobodys ? "INVALID_INPUT" : state.code] ?? fault;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(state.params?.[name] ?? ""));
}
