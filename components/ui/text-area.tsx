"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import { describedBy, FieldFrame } from "./field";
import { useDrawnValue } from "./use-drawn-value";

type Props = Omit<ComponentProps<"textarea">, "id" | "ref"> & {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
};

/** Some lines of text with their label. Values kept after a failure come as `defaultValue`. */
export function TextArea({ id, label, hint, error, className = "", ...rest }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useDrawnValue(field, rest.defaultValue);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        {...describedBy({ id, hint, error })}
        ref={field}
        id={id}
        className={`input ${className}`.trim()}
      />
    </FieldFrame>
  );
}
