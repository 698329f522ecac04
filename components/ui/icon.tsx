/** Drawings of public/icons.svg. A new state needs a new silhouette, not a new color. */
export const iconNames = [
  "alert",
  "ant",
  "antx",
  "bars",
  "bars0",
  "bars1",
  "bars2",
  "barsx",
  "batt",
  "batt0",
  "batt1",
  "batt2",
  "bell",
  "bolt",
  "boltx",
  "box",
  "cal",
  "cap",
  "clock",
  "cols",
  "copy",
  "cut",
  "dl",
  "door",
  "dooropen",
  "down",
  "ends",
  "eth",
  "ethx",
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
  "lidopen",
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
  "simoff",
  "simx",
  "siren",
  "sirenon",
  "socket",
  "socketon",
  "star",
  "stop",
  "undo",
  "unlock",
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
