import type { ComponentProps, ReactNode } from "react";
import { Icon } from "./icon";
import { TextInput } from "./text-input";

type Frame = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Stands at the end of the label's line, as a link that helps with this field. */
  aside?: ReactNode;
};

/** Returns the `aria-*` of a control inside {@link FieldFrame}: hint and error, in the order they are read. */
export function describedBy({ id, hint, error }: Pick<Frame, "id" | "hint" | "error">) {
  const ids = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

/** Label above, hint and error between label and control; an error puts a red bar at the start. */
export function FieldFrame({ id, label, hint, error, aside, children }: Frame & { children: ReactNode }) {
  return (
    <div className={error ? "field bad" : "field"}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="err" id={`${id}-error`}>
          <Icon name="octa" />
          {error}
        </p>
      ) : null}
      {children}
    </div>
  );
}

/** A line of text with its label. Values kept after a failure come as `defaultValue`. */
export function Field({
  id,
  label,
  hint,
  error,
  aside,
  className = "",
  ...rest
}: Frame & Omit<ComponentProps<"input">, "id">) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} aside={aside}>
      <TextInput {...rest} {...describedBy({ id, hint, error })} id={id} className={`input ${className}`.trim()} />
    </FieldFrame>
  );
}
