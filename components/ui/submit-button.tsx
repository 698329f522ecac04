"use client";

import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonShape, buttonClass } from "./button";
import { Icon } from "./icon";

type Props = ButtonShape & { children: ReactNode; busyLabel: string; isPending?: boolean };

/**
 * Sends the form it stands in. While that runs it keeps its words, shows a ring after 200 ms and is deaf; it keeps the
 * focus, so a reader hears `busyLabel` and is not thrown to the top. Source: PRODUCT ALL-6.
 */
export function SubmitButton({ look = "primary", icon, isWide, isSmall, children, busyLabel, isPending }: Props) {
  const status = useFormStatus();
  const isBusy = isPending ?? status.pending;
  const swallow = (event: MouseEvent) => {
    if (isBusy) event.preventDefault();
  };
  return (
    <button type="submit" className={buttonClass({ look, isWide, isSmall }, isBusy ? "busy" : "")} onClick={swallow}>
      {isBusy ? <span className="ring" aria-hidden="true" /> : null}
      {icon && !isBusy ? <Icon name={icon} isSmall /> : null}
      {children}
      <span className="sr" role="status">
        {isBusy ? busyLabel : ""}
      </span>
    </button>
  );
}
