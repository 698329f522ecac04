import type { ReactNode } from "react";

type Props = { title: string; fact?: ReactNode; acts?: ReactNode; isLong?: boolean };

/** The one h1 of a page, a muted line of fact, and its acts with the primary one last. */
export function PageHeader({ title, fact, acts, isLong }: Props) {
  return (
    <div className={isLong ? "head long" : "head"}>
      <div>
        <h1>{title}</h1>
        {fact ? <p>{fact}</p> : null}
      </div>
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}
