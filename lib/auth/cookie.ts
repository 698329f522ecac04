import { env } from "@/lib/env";

/** The longest any sign-in lasts; the session row ends it earlier. */
export const absoluteSeconds = 12 * 60 * 60;

/** Plain HTTP is possible on a configured local origin only; production mode refuses such an origin at start. */
export function isSecureOrigin(): boolean {
  return env().portalOrigin.startsWith("https://");
}

/** `__Host-` binds the cookie to this host, path and TLS. */
export function cookieName(): string {
  return isSecureOrigin() ? "__Host-session" : "session";
}
