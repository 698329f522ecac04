import type { Client } from "pg";
import { takeAllEvents } from "@/lib/server/services/notifications/take-events";
import { waitUntil } from "./wait-until";

/**
 * Lets the bell's reader take everything that is there. It reads below the oldest running transaction of the whole
 * server, so it may have to wait for those of tests that run beside this one.
 */
export async function takeEverything(owner: Client): Promise<void> {
  await waitUntil("the bell's reader had taken everything", async () => {
    await takeAllEvents();
    const { rows } = await owner.query(
      `select from outbox o join feed_cursor c on c.reader = 'bell' and (o.turn, o.seq) > (c.turn, c.seq) limit 1`,
    );
    return rows.length === 0;
  });
}
