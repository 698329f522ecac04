"use client";

import type { MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonShape, buttonClass } from "./button";
import { Icon } from "./icon";

/** `label` names what it is about, where several such buttons stand below each other. */
type Props = ButtonShape & { children: ReactNode; busyLabel: string; isPending?: boolean; label?: string };

/**
 * Sends the form it stands in. While that runs it keeps its words, shows a ring after 200 ms and is deaf; it keeps the
 * focus, so a reader hears `busyLabel` and is not thrown to the top. Source: PRODUCT ALL-6.
 */
export function SubmitButton(props: Props) {
  const { look = "primary", icon, isWide, isSmall, children, busyLabel, isPending, label } = props;
  const status = useFormStatus();
  const isBusy = isPending ?? status.pending;
  const swallow = (event: MouseEvent) => {
    if (isBusy) event.preventDefault();
  };
  return (
    <button
      type="submit"
      aria-label={label}
      className={buttonClass({ look, isWide, isSmall }, isBusy ? "busy" : "")}
      onClick={swallow}
    >
      {isBusy ? <span className="ring" aria-hidden="true" /> : null}
      {icon && !isBusy ? <Icon name={icon} isSmall /> : null}
      {children}
      <span className="sr" role="status">
        {isBusy ? busyLabel : ""}
      </span>
    </button>
  );
}
