import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { absoluteSeconds, cookieName, isSecureOrigin } from "./cookie";

/** Reads the opaque session id out of the request's cookie. Null for none, a forged or a foreign one. */
export async function readSid(): Promise<string | null> {
  const jar = await cookies();
  const value = jar.get(cookieName())?.value;
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: env().authSecret });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    return null;
  }
}

/** Puts a fresh session id into the answer's cookie, in the form in which next-auth writes it at sign-in. */
export async function writeSid(sid: string): Promise<void> {
  const value = await encode({ token: { sid }, secret: env().authSecret, maxAge: absoluteSeconds });
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureOrigin() } as const;
  (await cookies()).set(cookieName(), value, { ...options, maxAge: absoluteSeconds });
}
