import type { ReactNode } from "react";

/**
 * Holds a wide table: on narrow screens it scrolls, the page does not. It takes the focus, so that a keyboard can move
 * it (WCAG 2.1.1), as a group and not as one more landmark. `label` names what is in it.
 */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  const reachable = { role: "group", tabIndex: 0, "aria-label": label };
  return (
    <div className="scroll" {...reachable}>
      {children}
    </div>
  );
}
