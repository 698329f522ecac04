import type { ComponentProps } from "react";

export type ButtonKind = "default" | "primary" | "danger" | "danger-solid" | "quiet";

const classes: Record<ButtonKind, string> = {
  default: "",
  primary: "primary",
  danger: "danger",
  "danger-solid": "danger solid",
  quiet: "quiet",
};

type Look = { kind?: ButtonKind; isSmall?: boolean; isWide?: boolean };

/** Returns the classes that make a button or a link look like a button. */
export function buttonClass({ kind = "default", isSmall, isWide }: Look, more = ""): string {
  return ["btn", classes[kind], isSmall && "sm", isWide && "wide", more].filter(Boolean).join(" ");
}

/** A plain button. A forbidden act gets `aria-disabled` and `aria-describedby`, so it keeps the focus and explains itself. */
export function Button({
  kind,
  isSmall,
  isWide,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return <button {...rest} type={type} className={buttonClass({ kind, isSmall, isWide }, className)} />;
}

/** A link that looks like a button. */
export function ButtonLink({ kind, isSmall, isWide, className, ...rest }: ComponentProps<"a"> & Look) {
  return <a {...rest} className={buttonClass({ kind, isSmall, isWide }, className)} />;
}
