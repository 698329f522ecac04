import { env } from "@/lib/env";

/**
 * Answers whether a request comes from a page of our own: `Sec-Fetch-Site: same-origin`, else an `Origin` equal to the
 * configured one. Forwarded host headers are not consulted; a request that names neither is a stranger's.
 * Source: RELIABILITY T-5.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  return headers.get("origin") === env().portalOrigin;
}
