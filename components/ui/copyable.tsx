"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Icon } from "./icon";

type Props = { text: string; label: string; copiedLabel: string; children?: ReactNode };

const shownMs = 2_000;

/** Shows an ID and copies it on a press. `label` says what is copied, `copiedLabel` is announced afterwards. */
export function Copyable({ text, label, copiedLabel, children }: Props) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <button
      type="button"
      className="copy"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setIsCopied(true),
          () => setIsCopied(false),
        )
      }
    >
      {children ?? <span className="mono">{text}</span>}
      <Icon name={isCopied ? "ok" : "copy"} isSmall />
      <span className="sr">{label}</span>
      <span className="sr" role="status">
        {isCopied ? copiedLabel : ""}
      </span>
    </button>
  );
}
