import { Fragment } from "react";
import { NavLink } from "./nav-link";

export type Crumb = { label: string; href?: string };

/** The way here; the last entry is the page itself and no link. */
export function Crumbs({ label, entries }: { label: string; entries: Crumb[] }) {
  return (
    <nav className="crumbs" aria-label={label}>
      {entries.map((entry, index) => (
        <Fragment key={entry.label}>
          {index > 0 ? (
            <span aria-hidden="true" className="mirror">
              /
            </span>
          ) : null}
          {entry.href ? (
            <NavLink href={entry.href}>{entry.label}</NavLink>
          ) : (
            <span aria-current="page">{entry.label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
