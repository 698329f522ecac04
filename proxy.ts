import { randomBytes, randomUUID } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

const longestBody = 1_048_576;

/**
 * Decorates and turns away early; it decides nothing (RELIABILITY T-4). It gives each request an id and a nonce, sends
 * the content policy, and refuses bodies over 1 MB and, outside the APIs, cross-site posts.
 */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusedEarly(request);
  if (refusal) return refusal;

  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, request.nextUrl.pathname);
  const headers = new Headers(request.headers);
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
  if (Number(request.headers.get("content-length") ?? 0) > longestBody) {
    return new NextResponse("This is more than one megabyte. Send less at once.", { status: 413 });
  }
  const isPost = request.method === "POST";
  const isPublicApi = /^\/(api|connect)(\/|$)/.test(request.nextUrl.pathname);
  if (isPost && !isPublicApi && isCrossSite(request)) {
    return new NextResponse("Send this form from the portal itself.", { status: 403 });
  }
  return null;
}

function isCrossSite(request: NextRequest): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site !== "same-origin";
  return request.headers.get("origin") !== env().portalOrigin;
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

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg|fonts/).*)"] };
