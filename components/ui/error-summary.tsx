"use client";

import { useEffect, useRef } from "react";

export type FieldProblem = { fieldId: string; text: string };

type Props = {
  title: string;
  /** Put before the page's title while the problem stands, as "Error:". */
  titlePrefix: string;
  problems: readonly FieldProblem[];
  /** The answer that brought the problems; each new one moves the focus here. */
  answer: unknown;
};

/** Lists what is wrong with a form, takes the focus, and leads to each field. */
export function ErrorSummary({ title, titlePrefix, problems, answer }: Props) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!answer) return;
    box.current?.focus();
    const before = document.title;
    document.title = `${titlePrefix} ${before}`;
    return () => {
      document.title = before;
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
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
