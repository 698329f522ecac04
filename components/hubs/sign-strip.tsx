import type { CSSProperties } from "react";
import { Icon, type IconName } from "@/components/ui/icon";

/** A state as icon, word and a muted detail. */
export type Sign = { key: string; icon: IconName; word: string; detail: string; tone?: keyof typeof colors };

const colors = {
  on: "var(--color-success)",
  ends: "var(--color-warning)",
  bad: "var(--color-danger)",
  quiet: "var(--color-muted)",
};

/** More than fit beside each other on a desk stand in two rows of the same length. */
const longestRow = 8;

/** A joined strip of signs. */
export function SignStrip({ signs, label, className }: { signs: readonly Sign[]; label: string; className: string }) {
  const most = signs.length > longestRow ? Math.ceil(signs.length / 2) : signs.length;
  return (
    <ul className={`signs ${className}`} aria-label={label} style={{ "--most": most } as CSSProperties}>
      {signs.map(({ key, icon, word, detail, tone }) => (
        <li key={key} style={tone ? ({ "--c": colors[tone] } as CSSProperties) : undefined}>
          <Icon name={icon} />
          <b>{word}</b>
          <span>{detail}</span>
        </li>
      ))}
    </ul>
  );
}
