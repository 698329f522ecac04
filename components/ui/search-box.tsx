import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

type Props = Omit<ComponentProps<"input">, "id" | "type" | "defaultValue" | "className"> & {
  label: string;
  go: string;
  /** What is searched for now, as the address has it. */
  value: string | undefined;
  /** Says on wide screens what can be typed. */
  hint?: string;
  /** For numbers and codes. */
  isMono?: boolean;
  /** What stands behind the button, such as a way back to the whole list. */
  children?: ReactNode;
};

/** The search of a list with its button. It belongs in a form whose answer is an address. */
export function SearchBox({ label, go, value, hint, isMono, children, ...input }: Props) {
  return (
    <div className="tools">
      <span className="search">
        <label className="sr" htmlFor="q">
          {label}
        </label>
        <Icon name="search" isSmall />
        <input
          name="q"
          maxLength={80}
          {...input}
          className={isMono ? "input mono" : "input"}
          id="q"
          type="search"
          defaultValue={value ?? ""}
          aria-describedby={hint ? "q-hint" : undefined}
        />
      </span>
      <Button type="submit">{go}</Button>
      {hint ? (
        <span className="muted desk" id="q-hint">
          {hint}
        </span>
      ) : null}
      {children}
    </div>
  );
}
