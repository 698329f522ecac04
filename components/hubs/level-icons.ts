import type { IconName } from "@/components/ui/icon";

/** Draws a battery's charge in four steps; below a fifth it is low, and at nothing it is empty. */
export function batteryIcon(percent: number): IconName {
  if (percent >= 60) return "batt";
  if (percent >= 20) return "batt2";
  return percent > 0 ? "batt1" : "batt0";
}

/** Answers whether a battery asks to be changed. */
export function isBatteryLow(percent: number): boolean {
  return percent < 20;
}

/** Draws signal bars, 0 to 3. */
export function barsIcon(bars: number): IconName {
  return (["bars0", "bars1", "bars2"] as const)[bars] ?? "bars";
}
