import type { ActionState, SentenceParams } from "@/lib/action-state";
import type { RefusalCode } from "@/lib/domain/refusals";

/** Sentences by refusal code in the reader's language; braces are filled with the answer's values. */
export type Sentences = Record<RefusalCode, string>;

/**
 * Returns the sentence of an action's answer, null while there is none to tell. A code this page has no sentence for, as
 * after an update of the server, reads as `fault`. A request that was refused before anybody knew whose it is cannot
 * name a role: it reads as one that was not sent from a page of the portal. A conflict whose other side is not known names nobody.
 */
export function sentenceOf(state: ActionState, sentences: Sentences, fault: string): string | null {
  if (!state || state.ok) return null;
  const sentence = sentences[toldAs(state.code, state.params ?? {})] ?? fault;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(state.params?.[name] ?? ""));
}

/** Returns the code by whose sentence a refusal is told: its own only where the sentence's names are known. */
export function toldAs(code: RefusalCode, params: SentenceParams): RefusalCode {
  if (code === "FORBIDDEN" && params.role === undefined) return "INVALID_INPUT";
  return code === "CONFLICT" && params.name === undefined ? "CHANGED_MEANWHILE" : code;
}
