import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** Line style and color of a state: runs, ends, waits for you, is under way, is faulty, or is none of our business. */
export type Tone = "on" | "ends" | "need" | "way" | "bad" | "none" | "plain";

const classes: Record<Tone, string> = {
  on: "st st-on",
  ends: "st st-ends",
  need: "st need",
  way: "st st-way",
  bad: "st st-bad",
  none: "st none",
  plain: "st",
};

/** Returns the classes that set a state's edge and colors. */
export function toneClass(tone: Tone): string {
  return classes[tone];
}

/** A state in a row: icon, word and edge, legible in gray. */
export function Tag({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) {
  return (
    <span className={`tag ${toneClass(tone)}`}>
      <Icon name={icon} isSmall />
      {children}
    </span>
  );
}
