"use client";

import { type ComponentProps, useImperativeHandle, useRef } from "react";
import { useDrawnValue } from "./use-drawn-value";

/** A line of text that shows its default for as long as nobody has typed, also once that is another. */
export function TextInput({ ref, ...props }: ComponentProps<"input">) {
  const field = useRef<HTMLInputElement>(null);
  useDrawnValue(field, props.defaultValue);
  useImperativeHandle(ref, () => field.current as HTMLInputElement, []);
  return <input {...props} ref={field} />;
}
