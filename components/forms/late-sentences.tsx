"use client";

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { FormMessage } from "@/components/ui/form-message";
import type { ActionState } from "@/lib/action-state";

/** A form's sentence, and what the form was about where the page shows several such things. */
type LateSentence = { of: string | undefined; text: string };

type Tell = (sentence: LateSentence | null) => void;

const Board = createContext<Tell | null>(null);

/**
 * Keeps the sentence of a refusal on the page when its form is gone: what somebody else decided first takes the form
 * away in the same moment, and the sentence says who did. It stands until the next form is sent. Source: PRODUCT ALL-5.
 */
export function LateSentences({ children }: { children: ReactNode }) {
  const [late, setLate] = useState<LateSentence | null>(null);
  return (
    <Board value={setLate}>
      {late ? (
        <FormMessage>
          {late.of ? (
            <>
              <b>{late.of}</b>
              <br />
            </>
          ) : null}
          {late.text}
        </FormMessage>
      ) : null}
      {children}
    </Board>
  );
}

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

/**
 * Returns the action of a form whose sentence outlives it on a page that keeps such sentences, and the action as it is
 * elsewhere. `read` makes an answer's sentence, null where it has none.
 */
export function useLateSentence(
  action: Action,
  { of, read }: { of: string | undefined; read: (answer: ActionState) => string | null },
): Action {
  const tell = useContext(Board);
  const isDrawn = useRef(true);
  const shown = useRef<LateSentence | null>(null);

  useEffect(() => {
    isDrawn.current = true;
    return () => {
      isDrawn.current = false;
      if (shown.current) tell?.(shown.current);
    };
  }, [tell]);

  if (!tell) return action;
  return async (state, form) => {
    shown.current = null;
    tell(null);
    const answer = await action(state, form);
    const text = read(answer);
    shown.current = text ? { of, text } : null;
    if (shown.current && !isDrawn.current) tell(shown.current);
    return answer;
  };
}
