import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** What a state's color means. `need` is the hollow box that waits for an act, `none` has no edge. */
export type Role = "on" | "ends" | "bad" | "way" | "neutral" | "need" | "none";

const classes: Record<Role, string> = {
  on: "st st-on",
  ends: "st st-ends",
  bad: "st st-bad",
  way: "st st-way",
  neutral: "st",
  need: "st need",
  none: "st none",
};

/** Returns the class names that give an element the colors and the edge of a role. */
export function roleClass(role: Role): string {
  return classes[role];
}

/** A state in a row: icon, word and edge together, never color alone. */
export function Tag({ role, icon, children }: { role: Role; icon: IconName; children: ReactNode }) {
  return (
    <span className={`tag ${roleClass(role)}`}>
      <Icon name={icon} isSmall className={icon === "way" ? "turns" : ""} />
      {children}
    </span>
  );
}
