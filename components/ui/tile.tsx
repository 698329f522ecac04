import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import { type Role, roleClass } from "./tag";

type Props = { role: Role; icon: IconName; word: string; children?: ReactNode };

/** A state in large: 6 px edge, icon, word, and a second line if there is one. */
export function Tile({ role, icon, word, children }: Props) {
  return (
    <span className={`tile ${roleClass(role)}`}>
      <Icon name={icon} className={icon === "way" ? "turns" : ""} />
      <span>
        <b>{word}</b>
        {children ? <span className="second">{children}</span> : null}
      </span>
    </span>
  );
}
