import { AppError } from "@/lib/errors";
import { readFeedPlace } from "@/lib/live/feed-place";
import { presentPlace, type UserAsk, userStreams } from "@/lib/server/feed/user-streams";
import { requireUser } from "./authenticate";

/** A client that has not taken so many bytes is let go, and comes back for the rest by its last id. */
const mostWaitingBytes = 1_048_576;

/** No cache and no proxy may keep a message back, nor pack several into one. */
const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-suggested-interval": "30",
};

/**
 * Streams what the user's hubs tell, from the last id that the client has seen on, or from now. The token is proved when
 * it begins; later the stream ends when the sign-in does, and not because the token ran out. Source: INTEGRATION 8.2.
 */
export async function openEvents(request: Request): Promise<Response> {
  const { userId, familyId } = await requireUser(request);
  const asked = new URL(request.url).searchParams.get("userId");
  if (asked !== null && asked !== userId) throw new AppError("FORBIDDEN");
  const place = readFeedPlace(request.headers.get("last-event-id") ?? "") ?? (await presentPlace());
  return new Response(openStream({ userId, familyId, place }, request.signal), { headers });
}

function openStream(ask: UserAsk, gone: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  let leave: () => void = () => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const write = (text: string) => {
          if (isOpen) controller.enqueue(encoder.encode(text));
          return isOpen && (controller.desiredSize ?? 0) > 0;
        };
        const close = () => {
          leave();
          if (isOpen) controller.close();
          isOpen = false;
        };
        write(": connected\n\n");
        leave = userStreams().join(ask, { write, close });
        if (gone.aborted) close();
        else gone.addEventListener("abort", close, { once: true });
      },
      cancel: () => {
        isOpen = false;
        leave();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaitingBytes }),
  );
}
