type ThreadLine = {
  id: string;
  author: string;
  company: string;
  isOwn: boolean;
  body: string;
  at: string;
  atIso: string;
};

type Props = { lines: readonly ThreadLine[]; texts: Record<"label" | "none" | "own", string> };

/** Lines of a talk, the first one first. A new one is read out politely; each names its author and company. */
export function ThreadList({ lines, texts }: Props) {
  return (
    <div role="log" aria-label={texts.label}>
      {lines.length === 0 ? <p className="pad muted">{texts.none}</p> : null}
      <ol className="thread">
        {lines.map(({ id, author, company, isOwn, body, at, atIso }) => (
          <li key={id} className={isOwn ? "own" : undefined}>
            <p className="meta">
              <b>{author}</b>
              <span>{isOwn ? `${company} (${texts.own})` : company}</span>
              <time dateTime={atIso}>{at}</time>
            </p>
            <p className="said">{body}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
