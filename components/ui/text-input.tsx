"use client";

import { type ComponentProps, useRef } from "react";
import { useDrawnValue } from "./use-drawn-value";

/** A line of text that shows its default for as long as nobody has typed, also once that is another. */
export function TextInput(props: ComponentProps<"input">) {
  const field = useRef<HTMLInputElement>(null);
  useDrawnValue(field, props.defaultValue);
  return <input {...props} ref={field} />;
}
