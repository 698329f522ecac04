import { env } from "@/lib/env";

const nameless = "null";

/**
 * Answers whether a request comes from a page of our own: `Sec-Fetch-Site: same-origin`, else an `Origin` equal to the
 * configured one. Forwarded host headers are not consulted; a request that names neither is a stranger's, and so is one
 * whose `Origin` contradicts the rest, being neither the configured one nor the host that was asked. A page that sends no
 * referrer sends a form without its script as of the origin `null`; the browser's own word then tells it from a frame
 * that has none. Source: RELIABILITY T-5.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (origin === env().portalOrigin) return !site || site === "same-origin";
  if (site !== "same-origin") return false;
  return origin === null || origin === nameless || URL.parse(origin)?.host === headers.get("host");
}

/**
 * Names our own origin in a request that {@link isSameOrigin} took for one of ours although it gave its origin as `null`:
 * the framework looks at that header alone, and would refuse the form.
 */
export function nameOrigin(headers: Headers): void {
  if (headers.get("origin") === nameless && isSameOrigin(headers))
    headers.set("origin", `http://${headers.get("host")}`);
}
