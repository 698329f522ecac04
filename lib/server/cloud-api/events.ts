import { AppError } from "@/lib/errors";
import { readFeedPlace } from "@/lib/live/feed-place";
import { openTextStream } from "@/lib/server/feed/text-stream";
import { presentPlace, type UserAsk, userStreams } from "@/lib/server/feed/user-streams";
import { type Need, requireUser } from "./authenticate";

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
export async function openEvents(request: Request, need: Need): Promise<Response> {
  const { userId, familyId } = await requireUser(request, need);
  const asked = new URL(request.url).searchParams.get("userId");
  if (asked !== null && asked !== userId) throw new AppError("FORBIDDEN");
  const place = readFeedPlace(request.headers.get("last-event-id") ?? "") ?? (await presentPlace());
  const ask: UserAsk = { userId, familyId, place };
  const stream = openTextStream(
    (pen) => {
      pen.write(": connected\n\n");
      return userStreams().join(ask, pen);
    },
    { gone: request.signal, mostWaitingBytes },
  );
  return new Response(stream, { headers });
}
