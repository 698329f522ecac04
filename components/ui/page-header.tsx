import type { ReactNode } from "react";
import { type Crumb, Crumbs } from "./crumbs";

type Props = {
  title: ReactNode;
  fact?: ReactNode;
  acts?: ReactNode;
  crumbs?: { label: string; items: readonly Crumb[] };
};

/** The page's one h1, one muted line of fact and its acts, the primary one last. */
export function PageHeader({ title, fact, acts, crumbs }: Props) {
  return (
    <>
      {crumbs ? <Crumbs label={crumbs.label} items={crumbs.items} /> : null}
      <div className="head">
        <div>
          <h1>{title}</h1>
          {fact ? <p>{fact}</p> : null}
        </div>
        {acts ? <div className="acts">{acts}</div> : null}
      </div>
    </>
  );
}
