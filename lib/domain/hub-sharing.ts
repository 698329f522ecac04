import { type Outcome, refuse, succeed } from "./outcome";

/**
 * Decides whether the holder may end a share. While the other company runs Ajax Services on the hub it may not: that
 * company stops them, or their end comes. Source: PRODUCT J8.4.
 */
export function decideEndOfShare({ isRunByOther }: { isRunByOther: boolean }): Outcome<null, "MANAGED_ELSEWHERE"> {
  return isRunByOther ? refuse("MANAGED_ELSEWHERE") : succeed(null);
}
