import type { ActionState } from "@/lib/action-state";

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/**
 * Returns an action that answers, too, where no answer came back: the connection broke off, and nobody here can tell
 * whether the request arrived. The form stays, with what was typed; sent again unchanged it is the same submission,
 * which is done once. What carries a digest did come from the server: it leads on, or is a fault that has a page of its
 * own. On the server it is the action itself, so that a form can be sent before its script has come.
 */
export function withAnswer(action: Action): Action {
  if (typeof window === "undefined") return action;
  return async (state, drawn) => {
    const form = asSentBefore(state, drawn);
    try {
      return await action(state, form);
    } catch (error) {
      if (error instanceof Error && "digest" in error) throw error;
      const unknown = { ok: false, kind: "error", code: "NO_ANSWER", values: typedIn(form) } as const;
      lostForms.set(unknown, form);
      return unknown;
    }
  };
}

/** What was sent by the forms whose answer was lost, with the secrets that no state carries. */
const lostForms = new WeakMap<NonNullable<ActionState>, FormData>();

/** What a page draws anew whenever something changes. */
const drawnAnew = ["submissionId", "version"];

/** Gives a form whose answer was lost the key it was sent with, as long as it asks for the same to the letter. */
function asSentBefore(state: ActionState, form: FormData): FormData {
  const lost = state ? lostForms.get(state) : undefined;
  return lost && askedIn(lost) === askedIn(form) ? lost : form;
}

/** Spells out what a form asks for, whatever key it is sent with. */
function askedIn(form: FormData): string {
  const asked = [...form].filter(([name]) => !drawnAnew.includes(name));
  const facts = asked.map(([name, value]) =>
    typeof value === "string" ? [name, value] : [name, value.name, value.size, value.lastModified],
  );
  return JSON.stringify(facts);
}

/** What is typed once more, as after each answer: passwords, codes and keys. */
const neverKept = /password|code$|key$/i;

function typedIn(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(entries.filter(([name]) => !neverKept.test(name)));
}
