"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonKind, buttonClass } from "./button";

type Props = {
  children: ReactNode;
  kind?: ButtonKind;
  isWide?: boolean;
  isSmall?: boolean;
  className?: string;
  /** Set where the form is sent by code instead of an action. */
  isBusy?: boolean;
  autoFocus?: boolean;
};

/** Sends its form. While the answer is awaited it keeps its words, shows the ring and is deaf to presses. */
export function SubmitButton({
  children,
  kind = "primary",
  isWide,
  isSmall,
  className = "",
  isBusy,
  autoFocus,
}: Props) {
  const { pending } = useFormStatus();
  const busy = isBusy ?? pending;
  return (
    <button
      type="submit"
      className={buttonClass({ kind, isWide, isSmall }, `${className} ${busy ? "busy" : ""}`.trim())}
      aria-busy={busy || undefined}
      data-initial-focus={autoFocus || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
