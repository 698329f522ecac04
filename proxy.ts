import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { type PlainSentence, plainSentence } from "@/lib/i18n/plain-sentence";
import { isSameOrigin, nameOrigin } from "@/lib/server/origin";

const longestBody = 1_048_576;

/** It always answers 200, with a sentence of its own for what cannot be read (INTEGRATION, section 9). */
const relayAddress = "/connect/service/ajaxSystem";

/**
 * Decorates and turns away early; it decides nothing (RELIABILITY T-4). It gives each request an id and a nonce, sends
 * the content policy, and refuses addresses that cannot be read, bodies over 1 MB and, outside the APIs, cross-site
 * posts and posts that do not say how long they are.
 */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusedEarly(request);
  if (refusal) return refusal;

  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  nameOrigin(headers);
  headers.set("x-request-id", randomUUID());
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("cache-control", "no-store");
  return response;
}

function refusedEarly(request: NextRequest): NextResponse | null {
  const { method, headers, nextUrl } = request;
  if (nextUrl.pathname === relayAddress) return null;
  const isOfProgram = /^\/(api|connect)(\/|$)/.test(nextUrl.pathname);
  const refuse = isOfProgram ? refuseProgram : refusePerson;
  if (!isReadable(request.url)) return refuse(request, 400, "unreadableAddress");
  if (Number(headers.get("content-length") ?? 0) > longestBody) return refuse(request, 413, "tooLong");
  if (isOfProgram) return null;

  if (!["GET", "HEAD", "POST"].includes(method)) return refuse(request, 405, "method");
  if (method !== "POST") return null;
  if (!isSameOrigin(headers)) return refuse(request, 403, "foreign");
  return headers.has("content-length") ? null : refuse(request, 411, "noLength");
}

function refusePerson({ headers }: NextRequest, status: number, key: PlainSentence): NextResponse {
  const language = { cookie: headers.get("cookie"), acceptLanguage: headers.get("accept-language") };
  const type = "text/plain; charset=utf-8";
  return new NextResponse(plainSentence(key, language), {
    status,
    headers: { "cache-control": "no-store", "content-type": type },
  });
}

/** Programs read a body of `error` and `message`, in English (INTEGRATION, section 5). */
function refuseProgram(_request: NextRequest, status: number, key: PlainSentence): NextResponse {
  const message = plainSentence(key, { cookie: null, acceptLanguage: null });
  const body = { error: status === 413 ? "TOO_LARGE" : "BAD_REQUEST", message };
  return NextResponse.json(body, { status, headers: { "cache-control": "no-store", "x-suggested-interval": "30" } });
}

/** A broken escape has no meaning, and a NUL is in nothing that people write or the database keeps. */
function isReadable(url: string): boolean {
  try {
    const { pathname, search } = new URL(url);
    return !decodeURIComponent(pathname).includes("\0") && !/%00/.test(search);
  } catch {
    return false;
  }
}

/** A dealer's screens may run the code scanner's WebAssembly; a page keeps the policy it was first loaded with. */
function contentPolicy(nonce: string, path: string): string {
  const { isDevelopment } = env();
  const wasm = path.startsWith("/c/") ? " 'wasm-unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${wasm}${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = { matcher: ["/((?!_next/static/|icons?\\.svg$).*)"] };
