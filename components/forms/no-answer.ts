import type { ActionState } from "@/lib/action-state";

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/**
 * Returns an action that answers, too, where no answer came back: the connection broke off, and nobody here can tell
 * whether the request arrived. The form stays, with what was typed, and sent again unchanged it is the same submission,
 * which is done once. What carries a digest did come from the server: it
 * leads on, or is a fault that has a page of its own. On the server it is the action itself, so that a form can be sent
 * before its script has come.
 */
export function withAnswer(action: Action): Action {
  if (typeof window === "undefined") return action;
  return async (state, form) => {
    try {
      return await action(state, asSentBefore(state, form));
    } catch (error) {
      if (error instanceof Error && "digest" in error) throw error;
      return { ok: false, kind: "error", code: "NO_ANSWER", values: typedIn(form) };
    }
  };
}

/** What a page draws anew whenever something changes. */
const drawnAnew = ["submissionId", "version"];

/** Gives a form whose answer was lost what it carried then, as long as it asks for the same. */
function asSentBefore(state: ActionState, form: FormData): FormData {
  const lost = state && !state.ok && state.code === "NO_ANSWER" ? state.values : undefined;
  if (!lost) return form;
  const isSame = Object.entries(typedIn(form)).every(
    ([name, value]) => drawnAnew.includes(name) || lost[name] === value,
  );
  if (!isSame) return form;
  for (const name of drawnAnew) if (lost[name] !== undefined) form.set(name, lost[name]);
  return form;
}

/** What is typed once more, as after each answer: passwords, codes and keys. */
const neverKept = /password|code$|key$/i;

function typedIn(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(entries.filter(([name]) => !neverKept.test(name)));
}
