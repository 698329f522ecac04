import type { LiveEnd, LiveMessage } from "@/lib/live/message";
import { type Ask, type Hub, openHub, type Prove } from "./hub";
import { onceAborted, openTextStream, type StreamPen } from "./text-stream";

/** How long a browser waits before it comes back, in milliseconds. */
const retryMs = 1_000;

/** A client that has not taken so many bytes is let go, and may come back for the rest. */
const mostWaitingBytes = 65_536;

/** A fallback's request is answered after this time, whatever has happened. */
const longestWaitMs = 20_000;

type Shared = { portalLive?: Hub };
const shared: Shared = globalThis as Shared;

/** Returns the process's one hub. Asked to stop, the process ends its streams: a server waits for whatever is open. */
export function liveHub(url: string, prove: Prove): Hub {
  if (shared.portalLive) return shared.portalLive;
  const hub = openHub(url, prove);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void hub.close());
  shared.portalLive = hub;
  return hub;
}

/** Ends all streams and gives the connection back, when a process ends or a test's database goes. */
export async function closeLive(): Promise<void> {
  const hub = shared.portalLive;
  delete shared.portalLive;
  await hub?.close();
}

/**
 * Opens a stream of server-sent events: each message with its position as id, from the position asked for on. It ends
 * when the response's client is gone, when the client is too slow, and with an event `end` when the reader may not read
 * any longer. Source: HTML standard, "Server-sent events".
 */
export function openEventStream(hub: Hub, ask: Ask, gone: AbortSignal): ReadableStream<Uint8Array> {
  const join = ({ write, close }: StreamPen) => {
    const leave = hub.join(ask, {
      send: (message) => write(`id: ${message.position}\ndata: ${JSON.stringify(message)}\n\n`),
      beat: (position) => write(`id: ${position}\n\n`),
      end: () => {
        write(`event: end\ndata: ${"NO_ACCESS" satisfies LiveEnd}\n\n`);
        close();
      },
      drop: close,
    });
    write(`retry: ${retryMs}\n\n`);
    return leave;
  };
  return openTextStream(join, { gone, mostWaitingBytes });
}

/** What the fallback answers. `end` says that the reader may not read any longer, and `message` is null then. */
export type Answer = { message: LiveMessage | null; end: LiveEnd | null };

/**
 * Waits for the next message instead, for browsers between which and the server streams do not pass: answers as soon as
 * something has happened since the position asked for, and after 20 s, or when nobody waits any longer (`gone`), with
 * whatever there is.
 */
export function awaitMessage(hub: Hub, ask: Ask, gone: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let latest: LiveMessage | null = null;
    let leave: () => void = () => undefined;
    const answer = (given: Answer) => {
      clearTimeout(timer);
      leave();
      resolve(given);
    };
    const timer = setTimeout(() => answer({ message: latest, end: null }), longestWaitMs);
    const send = (message: LiveMessage) => {
      latest = message;
      const hasNews = message.hasGap || message.changes.length > 0 || message.signals.length > 0;
      if (hasNews || ask.since === null) answer({ message, end: null });
      return true;
    };
    try {
      leave = hub.join(ask, {
        send,
        beat: (position) => {
          latest = { changes: [], signals: [], hasGap: false, position };
          return true;
        },
        end: () => answer({ message: null, end: "NO_ACCESS" }),
        drop: () => answer({ message: latest, end: null }),
      });
      onceAborted(gone, () => answer({ message: latest, end: null }));
    } catch (error) {
      clearTimeout(timer);
      reject(error);
    }
  });
}
