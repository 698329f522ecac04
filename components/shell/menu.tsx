import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

/** `label` says what the menu is for, to who cannot see the cap. */
type Props = { label: string; title: string; subtitle: string; children: ReactNode };

/** The menu behind the name of who is signed in, and of where. */
export function Menu({ label, title, subtitle, children }: Props) {
  return (
    <details className="switcher relative">
      <summary className="who" aria-label={`${label}: ${title}, ${subtitle}`}>
        <Icon name="cap" />
        <span>
          <b>{title}</b>
          <small>{subtitle}</small>
        </span>
        <Icon name="down" isSmall />
      </summary>
      <div className="menu">{children}</div>
    </details>
  );
}
