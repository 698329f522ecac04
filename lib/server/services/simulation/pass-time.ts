import type { ClockRef } from "@/lib/server/store/network";
import { world } from "@/lib/sim/port";

/** A stretch of a clock's time. `arrive` learns of each instant at which something happens, before it does. */
export type Stretch = {
  clock: ClockRef;
  from: Temporal.Instant;
  until: Temporal.Instant;
  arrive?: (at: Temporal.Instant) => Promise<void>;
  /** Aborted: the rest of the stretch is left for another time. */
  signal?: AbortSignal | undefined;
};

/**
 * Lets a stretch of time pass for the hubs and SIM cards of a clock's companies: everything that is due happens in its
 * order and at its own instant, so that many small stretches leave the same as a big one (RELIABILITY I-22).
 */
export async function passTime({ clock, from, until, arrive, signal }: Stretch): Promise<void> {
  const setAside = new Set<string>();
  while (!signal?.aborted) {
    const at = await world().nextDue(clock, from, setAside);
    if (!at || Temporal.Instant.compare(at, until) > 0) return;
    await arrive?.(at);
    await world().carryOn({ clock, at, setAside, signal });
  }
}
