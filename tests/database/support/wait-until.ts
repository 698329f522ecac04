import { setTimeout as pause } from "node:timers/promises";
import { elapsedMs } from "@/lib/clock";

const pollMs = 20;

/**
 * Asks again and again until `read` returns something, and returns that. Throws, naming `what` was waited for, when it
 * has not come within `withinMs`, which bounds a hang: others may share the cores, and their transactions the server.
 */
export async function waitUntil<T>(
  what: string,
  read: () => Promise<T | null | undefined | false>,
  withinMs = 120_000,
): Promise<T> {
  const deadline = elapsedMs() + withinMs;
  for (;;) {
    const found = await read();
    if (found) return found;
    if (elapsedMs() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await pause(pollMs);
  }
}
