import type { ReactNode } from "react";

type Props = {
  title: string;
  /** Anchors the panel and ties it to its head. */
  id: string;
  fact?: ReactNode;
  /** At most one link, at the end of the head. */
  end?: ReactNode;
  isPadded?: boolean;
  className?: string;
  children: ReactNode;
};

/** A white sheet with a head. No panel inside a panel. */
export function Panel({ title, id, fact, end, isPadded = true, className = "", children }: Props) {
  return (
    <section className={`panel ${className}`.trim()} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {fact ? <span className="muted">{fact}</span> : null}
        {end ? <span className="end">{end}</span> : null}
      </header>
      {isPadded ? <div className="pad">{children}</div> : children}
    </section>
  );
}
