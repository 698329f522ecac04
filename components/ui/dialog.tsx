"use client";

import { type ReactNode, type RefObject, useId, useRef } from "react";
import { Icon } from "./icon";

export type DialogHandle = { ref: RefObject<HTMLDialogElement | null>; open: () => void; close: () => void };

/** Returns the handle of one {@link Dialog}. Opening puts the focus on the part marked `data-initial-focus`. */
export function useDialog(): DialogHandle {
  const ref = useRef<HTMLDialogElement>(null);
  return {
    ref,
    open: () => {
      const dialog = ref.current;
      if (!dialog || dialog.open) return;
      dialog.showModal();
      dialog.querySelector<HTMLElement>("[data-initial-focus]")?.focus();
    },
    close: () => ref.current?.close(),
  };
}

type Props = { handle: DialogHandle; title: ReactNode; intro?: ReactNode; closeLabel: string; children: ReactNode };

/**
 * A native modal dialog: what lies behind is inert, Esc closes it and the focus returns to its opener; on phones a
 * sheet from below. Its children are a form with a `.body` and a `footer`.
 */
export function Dialog({ handle, title, intro, closeLabel, children }: Props) {
  const id = useId();
  return (
    <dialog ref={handle.ref} aria-labelledby={`${id}-title`} aria-describedby={intro ? `${id}-intro` : undefined}>
      <header>
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {intro ? (
            <p className="muted" id={`${id}-intro`}>
              {intro}
            </p>
          ) : null}
        </div>
        <button type="button" className="iconbtn" aria-label={closeLabel} onClick={handle.close}>
          <Icon name="x" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
