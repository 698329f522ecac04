import { takeAllEvents } from "@/lib/server/services/notifications/take-events";

/** People look at the bell right after an act, so it must not lag behind. */
export const feedPauseMs = 1_000;

/** Tells owners and managers what has happened since the last look at the outbox. */
export async function tellEvents(): Promise<void> {
  await takeAllEvents();
}
