import type { NextRequest } from "next/server";
import { openLiveStream } from "@/lib/server/queries/live";
import { answerPage, badAsk, readAsk } from "./answer";

export const dynamic = "force-dynamic";

/** No cache and no proxy may keep a message back, nor pack several into one. */
const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

/** What changes at a place, as server-sent events: kinds and ids, never what they say. */
export function GET(request: NextRequest): Promise<Response> {
  return answerPage(async () => {
    const asked = readAsk(request);
    if (!asked) return badAsk();
    return new Response(await openLiveStream(asked.in, asked.after, request.signal), { headers });
  });
}
