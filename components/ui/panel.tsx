import type { ReactNode } from "react";

type Props = {
  /** Makes the heading's id, so that the panel is named by it. */
  id?: string;
  title?: ReactNode;
  /** At most one link or figure at the end of the head. */
  end?: ReactNode;
  label?: string;
  isPadded?: boolean;
  className?: string;
  children: ReactNode;
};

/** A white box with one line around it; never inside another panel. */
export function Panel({ id, title, end, label, isPadded = false, className = "", children }: Props) {
  const headingId = id && title ? `${id}-title` : undefined;
  return (
    <section id={id} className={`panel ${className}`.trim()} aria-labelledby={headingId} aria-label={label}>
      {title ? (
        <header>
          <h2 id={headingId}>{title}</h2>
          {end ? <span className="end">{end}</span> : null}
        </header>
      ) : null}
      {isPadded ? <div className="pad">{children}</div> : children}
    </section>
  );
}
