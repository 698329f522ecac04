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
  return fillSentence(sentence, state.params ?? {});
}

/** A number with its words, as `{n, plural, one {# hub} other {# hubs}}`; values stand in the words too. */
const plurals = /\{(\w+), plural,((?: \w+ \{(?:[^{}]|\{\w+\})*\})+)\}/g;

/**
 * Fills in the braces of a sentence. Words that go by a number are chosen by the rules of the language in
 * `params.locale`, English where none is named: as the library does on the server, which a browser need not load for it.
 */
export function fillSentence(sentence: string, params: SentenceParams): string {
  const rules = new Intl.PluralRules(String(params.locale ?? "en"));
  const worded = sentence.replace(plurals, (_, name: string, cases: string) => {
    const n = Number(params[name] ?? 0);
    const words = new Map([...cases.matchAll(/(\w+) \{((?:[^{}]|\{\w+\})*)\}/g)].map(([, when, text]) => [when, text]));
    return (words.get(rules.select(n)) ?? words.get("other") ?? "").replaceAll("#", String(n));
  });
  return worded.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
}

/** Returns the code by whose sentence a refusal is told: its own only where the sentence's names are known. */
export function toldAs(code: RefusalCode, params: SentenceParams): RefusalCode {
  if (code === "FORBIDDEN" && params.role === undefined) return "INVALID_INPUT";
  if (code === "SIGN_IN_AGAIN" && params.needs === "AUTHENTICATOR") return "SECOND_FACTOR_NEEDED";
  return code === "CONFLICT" && params.name === undefined ? "CHANGED_MEANWHILE" : code;
}
