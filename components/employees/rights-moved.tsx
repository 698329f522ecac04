/** The rights that an act takes and gives, in words. */
export type MovedRights = { lost: string[]; won: string[] };

export type MovedRightsLabel = "lost" | "won" | "none";

type Props = { labels: Record<MovedRightsLabel, string>; moved: MovedRights };

/** What somebody may do no longer, and what from now on, before it is decided. Source: PRODUCT, section 5. */
export function RightsMoved({ labels, moved }: Props) {
  return (
    <dl className="kv">
      <dt>{labels.lost}</dt>
      <dd>
        <Rights rights={moved.lost} none={labels.none} />
      </dd>
      <dt>{labels.won}</dt>
      <dd>
        <Rights rights={moved.won} none={labels.none} />
      </dd>
    </dl>
  );
}

function Rights({ rights, none }: { rights: string[]; none: string }) {
  if (rights.length === 0) return <span className="muted">{none}</span>;
  return (
    <ul className="grid gap-1">
      {rights.map((right) => (
        <li key={right}>{right}</li>
      ))}
    </ul>
  );
}
