import { randomUUID } from "node:crypto";
import { realNow } from "@/lib/clock";
import { type AppErrorCode, isAppError } from "@/lib/errors";
import { log } from "@/lib/server/log";

/** Codes of the hub cloud. They are ours; callers read the message. Source: INTEGRATION 5. */
export type CloudCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "WRONG_METHOD"
  | "CONFLICT"
  | "ARMING_PREVENTED"
  | "TOO_LARGE"
  | "UNSUPPORTED_TYPE"
  | "TOO_MANY_REQUESTS"
  | "INTERNAL"
  | "UNAVAILABLE";

const statuses: Record<CloudCode, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  WRONG_METHOD: 405,
  CONFLICT: 409,
  ARMING_PREVENTED: 412,
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** What every answer carries: advice how often to ask, in seconds, and that nothing is kept. */
const always = { "x-suggested-interval": "30", "cache-control": "no-store" };

/** Stops a call with an answer of the cloud. The message is for whoever calls. */
export class CloudRefusal extends Error {
  constructor(
    readonly code: CloudCode,
    override readonly message: string,
    /** Seconds after which to come again. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

export function answerJson(value: unknown): Response {
  return Response.json(value, { headers: always });
}

/** What a command answers: callers parse every 200, so it is never one. */
export function answerDone(): Response {
  return new Response(null, { status: 204, headers: always });
}

function answerRefusal({ code, message, retryAfter }: CloudRefusal, more: Record<string, string> = {}): Response {
  const headers = { ...always, ...more, ...(retryAfter === null ? {} : { "retry-after": String(retryAfter) }) };
  return Response.json({ error: code, message }, { status: statuses[code], headers });
}

/** Answers a path that is there by other methods. */
export function answerWrongMethod(allowed: readonly string[]): Response {
  const refusal = new CloudRefusal("WRONG_METHOD", `This path is called by ${allowed.join(", ")}`);
  return answerRefusal(refusal, { allow: allowed.join(", ") });
}

const codes: Record<AppErrorCode, { code: CloudCode; message: string }> = {
  UNAUTHENTICATED: { code: "UNAUTHORIZED", message: "Session token is missing or has run out" },
  SIGN_IN_AGAIN: { code: "UNAUTHORIZED", message: "Session token is missing or has run out" },
  FORBIDDEN: { code: "FORBIDDEN", message: "This account has no right to do that" },
  NOT_FOUND: { code: "NOT_FOUND", message: "Nothing of that kind is bound to this account" },
  CONFLICT: { code: "CONFLICT", message: "Somebody else changed this at the same moment: read it again" },
  STILL_RUNNING: { code: "CONFLICT", message: "Another command for this hub still runs: try again" },
  DUPLICATE_SUBMIT: { code: "CONFLICT", message: "This was sent before with other content" },
  RATE_LIMITED: { code: "TOO_MANY_REQUESTS", message: "Too many requests: wait and try again" },
  UNAVAILABLE: { code: "UNAVAILABLE", message: "The cloud is busy: try again" },
};

/** Turns whatever stopped a call into an answer. A fault is logged under the reference that the answer gives. */
export function answerError(error: unknown): Response {
  if (error instanceof CloudRefusal) return answerRefusal(error);
  if (isAppError(error)) {
    const { code, message } = codes[error.code];
    const { id, time } = error.params;
    const words = code === "UNAVAILABLE" && id ? `${message}, reference ${id}` : message;
    return answerRefusal(new CloudRefusal(code, words, waitOf(error.code, time)));
  }
  const reference = randomUUID().slice(0, 8);
  log().error({ err: error, reference }, "A call of the hub cloud failed");
  return answerRefusal(new CloudRefusal("INTERNAL", `Something went wrong here, reference ${reference}`));
}

/** Seconds until a call may come again: whole ones, at least one. */
function waitOf(code: AppErrorCode, time: string | number | undefined): number | null {
  if (code === "UNAVAILABLE") return 1;
  if (code !== "RATE_LIMITED") return null;
  if (typeof time !== "string") return 1;
  return Math.max(1, Math.ceil(realNow().until(Temporal.Instant.from(time)).total("seconds")));
}
