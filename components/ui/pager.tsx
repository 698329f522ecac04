import type { ReactNode } from "react";
import { buttonClass } from "./button";
import { NavLink } from "./nav-link";

type Step = { href: string; label: string };

/** The foot of a list: what is shown, and links to the pages before and after, where there are any. */
export function Pager({
  label,
  shown,
  previous,
  next,
}: {
  label: string;
  shown: ReactNode;
  previous?: Step;
  next?: Step;
}) {
  return (
    <nav className="foot" aria-label={label}>
      <span>{shown}</span>
      {previous || next ? (
        <span className="end">
          {previous ? (
            <NavLink className={buttonClass({ isSmall: true })} href={previous.href} rel="prev">
              {previous.label}
            </NavLink>
          ) : null}
          {next ? (
            <NavLink className={buttonClass({ isSmall: true })} href={next.href} rel="next">
              {next.label}
            </NavLink>
          ) : null}
        </span>
      ) : null}
    </nav>
  );
}
