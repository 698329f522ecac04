"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";

export type FieldProblem = { fieldId: string; text: string };

type Props = {
  title: string;
  /** Put before the page's title while the problem stands, as "Error:". */
  titlePrefix: string;
  problems: readonly FieldProblem[];
  /** The answer that brought the problems; each new one moves the focus here. */
  answer: unknown;
};

/** Finds the words that stand at a field: its label, or the legend of a group. Null for a field that shows none. */
function nameOf(fieldId: string): string | null {
  const field = document.getElementById(fieldId);
  const label = field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.labels?.[0] : null;
  const text = (label ?? field?.querySelector("legend") ?? document.querySelector(`label[for="${fieldId}"]`))
    ?.textContent;
  return text?.trim().replace(/\.$/, "") || null;
}

/**
 * Lists what is wrong with a form, takes the focus, and leads to each field. A line begins with the words that stand at
 * its field, read from there, so that both can never differ. Source: PRODUCT FRM-2.
 */
export function ErrorSummary({ title, titlePrefix, problems, answer }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<Record<string, string | null>>({});
  const fieldIds = problems.map(({ fieldId }) => fieldId).join(" ");

  useLayoutEffect(() => {
    setNames(Object.fromEntries(fieldIds.split(" ").map((fieldId) => [fieldId, nameOf(fieldId)])));
  }, [fieldIds]);

  useEffect(() => {
    if (!answer) return;
    box.current?.focus();
    const before = document.title;
    const marked = `${titlePrefix} ${before}`;
    document.title = marked;
    return () => {
      // The next page may have put its own name there already.
      if (document.title === marked) document.title = before;
    };
  }, [answer, titlePrefix]);

  return (
    <div className="problem" ref={box} tabIndex={-1} role="alert">
      <h2>{title}</h2>
      <ul>
        {problems.map(({ fieldId, text }) => (
          <li key={fieldId}>
            <a
              href={`#${fieldId}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId)?.focus();
              }}
            >
              {names[fieldId] ? `${names[fieldId]}: ${text}` : text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
