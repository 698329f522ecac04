import { Fragment } from "react";

/** A step on the way here; the last one is the page itself and has no address. */
export type Crumb = { label: string; href?: string };

/** Shows the way from the section to this page. `label` names the list for screen readers. */
export function Crumbs({ label, items }: { label: string; items: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label={label}>
      {items.map((item, index) => (
        <Fragment key={`${item.label}-${item.href ?? ""}`}>
          {index > 0 ? <span aria-hidden="true">/</span> : null}
          {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
