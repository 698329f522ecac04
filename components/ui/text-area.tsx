import type { ComponentProps, ReactNode } from "react";
import { describedBy, FieldFrame } from "./field";

type Props = Omit<ComponentProps<"textarea">, "id"> & {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
};

/** Some lines of text with their label. Values kept after a failure come as `defaultValue`. */
export function TextArea({ id, label, hint, error, className = "", ...rest }: Props) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <textarea {...rest} {...describedBy({ id, hint, error })} id={id} className={`input ${className}`.trim()} />
    </FieldFrame>
  );
}
