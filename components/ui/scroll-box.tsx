import type { ReactNode } from "react";

/** A box that scrolls sideways can be reached and moved by keyboard (WCAG 2.1.1), so it takes the focus and has a name. */
const focusable = { tabIndex: 0 } as const;

/** Holds a wide table: on narrow screens it scrolls, the page does not. `label` names what is in it. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="scroll" aria-label={label} {...focusable}>
      {children}
    </section>
  );
}
