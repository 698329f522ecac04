import type { NextRequest } from "next/server";
import type { z } from "zod";
import { type AppErrorCode, isAppError } from "@/lib/errors";
import { isPosition, type Position } from "@/lib/live/position";
import { liveAskSchema } from "@/lib/schemas/live";

/** A place, and the position to go on from; null is from now on. */
type Asked = z.output<typeof liveAskSchema> & { after: Position | null };

const statuses: Record<AppErrorCode, number> = {
  UNAUTHENTICATED: 401,
  SIGN_IN_AGAIN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STILL_RUNNING: 409,
  DUPLICATE_SUBMIT: 422,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** Answers a page's script with what `work` gives, or with the status and code of what stopped it. */
export async function answerPage(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Response.json({ error: error.code }, { status: statuses[error.code] });
  }
}

/** Reads where a page listens and from where on: a browser that comes back by itself says so in a header. */
export function readAsk(request: NextRequest): Asked | null {
  const { searchParams } = request.nextUrl;
  const after = request.headers.get("last-event-id") || searchParams.get("after") || null;
  const asked = liveAskSchema.safeParse({ in: searchParams.get("in") });
  if (!asked.success || (after && !isPosition(after))) return null;
  return { ...asked.data, after };
}

/** Says that the address was not one of our pages'. */
export function badAsk(): Response {
  return Response.json({ error: "INVALID_INPUT" }, { status: 400 });
}
