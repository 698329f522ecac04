import type { ComponentProps, ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { NavLink } from "./nav-link";

export type ButtonLook = "primary" | "plain" | "danger" | "danger-solid" | "quiet";

const looks: Record<ButtonLook, string> = {
  primary: "btn primary",
  plain: "btn",
  danger: "btn danger",
  "danger-solid": "btn danger solid",
  quiet: "btn quiet",
};

export type ButtonShape = { look?: ButtonLook; icon?: IconName; isWide?: boolean; isSmall?: boolean };

/** Returns the class names of a button, for elements that are links or summaries but look like one. */
export function buttonClass({ look = "plain", isWide, isSmall }: ButtonShape, more = ""): string {
  return [looks[look], isWide ? "wide" : "", isSmall ? "sm" : "", more].filter(Boolean).join(" ");
}

type Props = ButtonShape & ComponentProps<"button">;

export function Button({ look, icon, isWide, isSmall, className, children, type = "button", ...rest }: Props) {
  return (
    <button type={type} className={buttonClass({ look, isWide, isSmall }, className)} {...rest}>
      {icon ? <Icon name={icon} isSmall /> : null}
      {children}
    </button>
  );
}

type LinkProps = ButtonShape & Omit<ComponentProps<typeof NavLink>, "children"> & { children: ReactNode };

/** A link that looks like a button: it leads somewhere, while a button does something. */
export function ButtonLink({ look, icon, isWide, isSmall, className, children, ...rest }: LinkProps) {
  return (
    <NavLink className={buttonClass({ look, isWide, isSmall }, className)} {...rest}>
      {icon ? <Icon name={icon} isSmall /> : null}
      {children}
    </NavLink>
  );
}

/**
 * A forbidden act: it stays visible and focusable, does nothing, and points to the reasons.
 * Source: PRODUCT HUB-6, F2.
 */
export function ForbiddenButton({
  reasonId,
  children,
  isWide,
}: {
  reasonId: string;
  children: ReactNode;
  isWide?: boolean;
}) {
  return (
    <button type="button" className={buttonClass({ isWide })} aria-disabled="true" aria-describedby={reasonId}>
      {children}
    </button>
  );
}
