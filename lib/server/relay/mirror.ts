import { randomUUID } from "node:crypto";
import { matchRoute } from "@/lib/domain/cloud/routes";
import { log } from "../log";
import { readText } from "../read-text";
import { callCloud } from "./call-cloud";

/** Answer headers that are passed on. Source: INTEGRATION 2. */
const passed = [
  "content-type",
  "retry-after",
  "cache-control",
  "x-suggested-interval",
  "x-cache",
  "x-cache-ttl",
  "allow",
  "x-accel-buffering",
];

/** Headers of a request that the cloud may see; its key is the relay's own. */
const seen = ["x-company-token", "x-user-id", "x-cache-control", "last-event-id", "accept"];

/** What the cloud says of a path that it does not have. */
const unknownPath = "Nothing of that kind is bound to this account";

/**
 * Passes a request on to the same path of the hub cloud, and the answer back: status, body and the headers of the contract.
 * `path` stands below the cloud's base.
 */
export async function mirrorCloud(request: Request, path: string): Promise<Response> {
  const { search } = new URL(request.url);
  const hasBody = !["GET", "HEAD"].includes(request.method);
  const body = hasBody ? await readText(request) : null;
  if (body !== null && typeof body !== "string") {
    return body.wrong === "TOO_LARGE"
      ? refuse(413, "TOO_LARGE", "A body has at most one megabyte")
      : refuse(400, "BAD_REQUEST", "The body is not UTF-8");
  }
  const type = request.headers.get("content-type");
  const headers = Object.fromEntries(
    seen.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  if (hasBody && type) headers["content-type"] = type;
  try {
    const token = request.headers.get("x-session-token");
    const answer = await callCloud({
      method: request.method,
      path: `${path}${search}`,
      body: body === "" ? null : body,
      token,
      from: request,
      headers,
      ...(path === "/events" ? { signal: request.signal } : {}),
    });
    return new Response(answer.body, { status: answer.status, headers: keep(answer.headers) });
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return new Response(null, { status: 499 });
    const reference = randomUUID().slice(0, 8);
    log().warn({ err: error instanceof Error ? error.name : "unknown", reference }, "The hub cloud did not answer");
    return refuse(503, "UNAVAILABLE", `The hub cloud does not answer: try again, reference ${reference}`);
  }
}

function keep(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    passed.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function refuse(status: number, error: string, message: string): Response {
  const headers = {
    "cache-control": "no-store",
    "x-suggested-interval": "30",
    ...(status === 503 ? { "retry-after": "1" } : {}),
  };
  return Response.json({ error, message }, { status, headers });
}

/**
 * Answers a request below `/connect` by its own address: the cloud's paths stand below `api`, its stream above as well.
 * Other paths of that origin are no part of the cloud: the relay, which stands inside, asks for none of them.
 */
export async function mirrorRequest(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, below] =
    /^\/connect(?:\/api)?(\/events\/?)$/.exec(pathname) ?? /^\/connect\/api(\/.*)$/.exec(pathname) ?? [];
  const isOfCloud = below !== undefined && matchRoute(request.method, below).kind !== "UNKNOWN";
  return isOfCloud ? mirrorCloud(request, below) : refuse(404, "NOT_FOUND", unknownPath);
}
