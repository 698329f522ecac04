import type { ComponentProps, ReactNode } from "react";
import { describedBy, FieldFrame } from "./field";
import { Icon } from "./icon";

export type SelectOption = { value: string; label: string };

type Props = Omit<ComponentProps<"select">, "id" | "children"> & {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly SelectOption[];
};

/**
 * A native choice of one among few, with its label. An answer resets the form, and a select to what it first showed; so a
 * new default makes a new select, and what was chosen stays as it does in every other field.
 */
export function SelectField({ id, label, hint, error, options, ...rest }: Props) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <span className="sel">
        <select
          key={String(rest.defaultValue)}
          {...rest}
          {...describedBy({ id, hint, error })}
          id={id}
          className="input"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" isSmall />
      </span>
    </FieldFrame>
  );
}
