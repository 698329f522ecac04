import type { ReactNode } from "react";
import { Icon } from "./icon";
import { NavLink } from "./nav-link";

export type FilterChip = { label: string; removeHref: string; removeLabel: string };

type Props = { items: readonly FilterChip[]; clear?: { href: string; label: string }; end?: ReactNode };

/** The filters in force, each with its own way out, then one for all; `end` counts the matches. */
export function Chips({ items, clear, end }: Props) {
  return (
    <div className="chips">
      {items.map((chip) => (
        <span className="chip" key={chip.label}>
          {chip.label}
          <NavLink href={chip.removeHref} aria-label={chip.removeLabel}>
            <Icon name="x" isSmall />
          </NavLink>
        </span>
      ))}
      {clear && items.length > 0 ? <NavLink href={clear.href}>{clear.label}</NavLink> : null}
      {end ? <span className="muted ms-auto">{end}</span> : null}
    </div>
  );
}
