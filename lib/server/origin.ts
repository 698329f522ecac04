import { env } from "@/lib/env";

/**
 * Answers whether a request comes from a page of our own: `Sec-Fetch-Site: same-origin`, else an `Origin` equal to the
 * configured one. Forwarded host headers are not consulted; a request that names neither is a stranger's, and so is one
 * whose `Origin` contradicts the rest, being neither the configured one nor the host that was asked.
 * Source: RELIABILITY T-5.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (origin === env().portalOrigin) return !site || site === "same-origin";
  if (site !== "same-origin") return false;
  return origin === null || URL.parse(origin)?.host === headers.get("host");
}
