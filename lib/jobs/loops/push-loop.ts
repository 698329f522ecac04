import { realNow, toDate } from "@/lib/clock";
import { env } from "@/lib/env";
import { inSystemTransaction } from "@/lib/server/context";
import type { Batch } from "@/lib/server/feed/listen";
import { startListening } from "@/lib/server/feed/listen";
import { log } from "@/lib/server/log";
import { type PushTimes, pushToBox } from "@/lib/server/services/home/push-to-box";
import { listLinksToTell } from "@/lib/server/store/relay/links";

const linksAtOnce = 1_000;
const callsAtOnce = 50;

/**
 * Pushes to home boxes until `signal` aborts: at every hint of the outbox those whose hubs told something, and each second
 * those whose next try is due. A box that is slow holds up no other, and is never called twice at a time.
 */
export async function pushUntil(signal: AbortSignal, times: PushTimes = {}): Promise<void> {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const startNext = (): void => {
    for (const linkId of waiting) {
      if (running.size >= callsAtOnce) return;
      if (running.has(linkId)) continue;
      waiting.delete(linkId);
      const done = pushToBox(linkId, times)
        .catch((error: unknown) => log().error({ err: error, linkId }, "A box could not be told; it is tried again"))
        .finally(() => {
          running.delete(linkId);
          startNext();
        });
      running.set(linkId, done);
    }
  };
  let isFirst = true;
  const listener = startListening(env().databaseUrl, async (batch) => {
    for (const linkId of await findLinks(batch, isFirst)) waiting.add(linkId);
    isFirst = false;
    startNext();
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  waiting.clear();
  await listener.stop();
  await Promise.all(running.values());
}

/** At first, and after a gap in what was heard, every link is looked at. */
async function findLinks({ changes, hasGap }: Batch, isFirst: boolean): Promise<string[]> {
  const told = changes.filter(({ kind }) => kind === "hub.event" || kind === "hub.update");
  const hubIds = [...new Set(told.flatMap(({ hubId }) => hubId ?? []))];
  const at = toDate(realNow());
  return inSystemTransaction((tx) =>
    listLinksToTell(tx, { hubIds, isEvery: hasGap || isFirst, at, limit: linksAtOnce }),
  );
}
