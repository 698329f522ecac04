import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { log } from "@/lib/server/log";

const channel = "portal_network";
const backOffMs = 2_000;
const limits = { connectionTimeoutMillis: 3_000, query_timeout: 5_000, keepAlive: true };

/** Lets a loop's pause end early. */
export type Bell = {
  /** Waits for a ring, for some time at most. One that came since the last wait is not waited for. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Rings when a command to a SIM has been committed, by one connection of its own until `signal` aborts. A connection that
 * breaks is made anew; whatever was announced meanwhile is found by those who look anyway. `url` names the database.
 */
export function listenForCommands(url: string, signal: AbortSignal): { bell: Bell; ended: Promise<void> } {
  let hasRung = false;
  let wake: (() => void) | null = null;
  const ring = () => {
    hasRung = true;
    wake?.();
  };
  const wait: Bell["wait"] = async (ms, stop) => {
    if (!hasRung) {
      const rung = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const over = new AbortController();
      const stopped = AbortSignal.any([stop, over.signal]);
      await Promise.race([rung, pause(ms, undefined, { signal: stopped }).catch(() => undefined)]);
      over.abort();
      wake = null;
    }
    hasRung = false;
  };
  return { bell: { wait }, ended: keepListening(url, ring, signal) };
}

async function keepListening(url: string, ring: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({ connectionString: url, application_name: channel, ...limits });
    try {
      await serve(client, ring, signal);
    } catch (error) {
      log().warn({ err: error }, "The connection that hears of commands was lost and is made anew");
      await pause(backOffMs, undefined, { signal }).catch(() => undefined);
    } finally {
      client.removeAllListeners();
      client.on("error", () => undefined);
      await Promise.race([client.end(), pause(limits.connectionTimeoutMillis)]).catch(() => undefined);
    }
  }
}

/** Serves one connection until it breaks, which throws, or until `signal` aborts. */
async function serve(client: Client, ring: () => void, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // One that ends before it is made rejects this while nobody waits for it yet: unheard, that ends the process.
  promise.catch(() => undefined);
  client.on("error", reject);
  client.on("end", () => reject(new Error("The database closed the connection.")));
  client.on("notification", ring);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await client.connect();
  await client.query(`listen ${channel}`);
  ring();
  await promise;
}
