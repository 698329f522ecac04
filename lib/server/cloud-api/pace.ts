import { elapsedMs, realNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";

/** A caller earns a request each second and may save 300, so that a synchronization of 200 devices passes. */
const intervalMs = 1_000;
const burst = 300;

/** When a caller's savings will be full again, by {@link elapsedMs}. Kept by the one web process, as it spares a write a call. */
const fullAt = new Map<string, number>();

/** Beyond so many callers those whose savings are full are forgotten; nothing is lost with them. */
const mostKept = 20_000;

/** Counts a request of a user and key. Throws RATE_LIMITED with the time to try again. Source: INTEGRATION 5. */
export function takeRequest(caller: string): void {
  const now = elapsedMs();
  const next = Math.max(fullAt.get(caller) ?? now, now) + intervalMs;
  const over = next - now - burst * intervalMs;
  if (over > 0)
    throw new AppError("RATE_LIMITED", {
      time: realNow()
        .add({ milliseconds: Math.ceil(over) })
        .toString(),
    });
  if (fullAt.size >= mostKept) for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key);
  fullAt.set(caller, next);
}

/** Forgets all callers, for tests. */
export function forgetPace(): void {
  fullAt.clear();
}
