/** Drawings of public/icons.svg. A new state needs a new silhouette, not a new color. */
export const iconNames = [
  "alert",
  "ant",
  "bars",
  "bars2",
  "batt",
  "bell",
  "bolt",
  "box",
  "cal",
  "cap",
  "clock",
  "cols",
  "copy",
  "cut",
  "dl",
  "door",
  "down",
  "ends",
  "eth",
  "filter",
  "fire",
  "glass",
  "help",
  "hub",
  "hubx",
  "info",
  "key",
  "keypad",
  "leak",
  "lid",
  "list",
  "lock",
  "motion",
  "need",
  "nowifi",
  "octa",
  "ok",
  "other",
  "pay",
  "people",
  "plus",
  "right",
  "scan",
  "search",
  "sim",
  "simx",
  "siren",
  "socket",
  "star",
  "stop",
  "undo",
  "up",
  "way",
  "x",
] as const;

export type IconName = (typeof iconNames)[number];

/** Draws one icon of the sprite beside a word, 20 px or (`isSmall`) 16 px; screen readers skip it. */
export function Icon({
  name,
  isSmall = false,
  className = "",
}: {
  name: IconName;
  isSmall?: boolean;
  className?: string;
}) {
  return (
    <svg className={`i ${isSmall ? "s" : ""} ${className}`.trim()} aria-hidden="true" focusable="false">
      <use href={`/icons.svg#${name}`} />
    </svg>
  );
}
