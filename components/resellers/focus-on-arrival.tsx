"use client";

import { useEffect } from "react";

/**
 * Moves the focus once, when `of` becomes what it is: after a decision, to what is next. `targetIds` are tried in turn,
 * since a phone does not draw everything a desk does.
 */
export function FocusOnArrival({ targetIds, of }: { targetIds: string; of: string }) {
  useEffect(() => {
    if (!of) return;
    const targets = targetIds.split(" ").map((id) => document.getElementById(id));
    targets.find((target) => target?.checkVisibility())?.focus();
  }, [targetIds, of]);
  return null;
}
