import "server-only";
import { cookies } from "next/headers";
import { absoluteSeconds, isSecureOrigin } from "./cookie";

/** A sign-in to My home has a cookie of its own: one browser may hold it beside that of a PRO account. */
function homeCookieName(): string {
  return isSecureOrigin() ? "__Host-home" : "home";
}

/** Reads the opaque id of a sign-in to My home. Null for none, and for what none of ours looks like. */
export async function readHomeSid(): Promise<string | null> {
  const value = (await cookies()).get(homeCookieName())?.value ?? "";
  return /^[\w-]{43}$/.test(value) ? value : null;
}

export async function writeHomeSid(sid: string): Promise<void> {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureOrigin() } as const;
  (await cookies()).set(homeCookieName(), sid, { ...options, maxAge: absoluteSeconds });
}

export async function dropHomeSid(): Promise<void> {
  (await cookies()).delete({ name: homeCookieName(), path: "/", secure: isSecureOrigin() });
}
